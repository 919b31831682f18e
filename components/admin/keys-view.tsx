"use client";

import { useState } from "react";
import { callAdmin } from "@/lib/client/admin-api.ts";
import type { ApiKeySummary } from "@/lib/client/admin-keys.ts";
import { ColumnHeading, HeadingRow, HiddenHeading } from "./column-heading.tsx";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { KeyRow } from "./key-row.tsx";
import { NewKey } from "./new-key.tsx";
import { ShownKey } from "./shown-key.tsx";

/** The keys of a workspace's programs: make one, see it once, revoke it. */
export function KeysView({ initialKeys }: { initialKeys: ApiKeySummary[] }) {
  const { workspace } = useConsole();
  const [keys, setKeys] = useState(initialKeys);
  const [shown, setShown] = useState<{ name: string; key: string } | null>(null);
  const [error, setError] = useState<unknown>(null);

  const add = ({ key, ...made }: ApiKeySummary & { key: string }) => {
    setKeys((before) => [made, ...before]);
    setShown({ name: made.name, key });
  };
  const revoke = async (id: string) => {
    setError(null);
    try {
      const path = `workspaces/${workspace}/keys/${id}`;
      const revoked = await callAdmin<ApiKeySummary>(workspace, path, { method: "DELETE" });
      setKeys((before) => before.map((key) => (key.id === id ? revoked : key)));
    } catch (failure) {
      setError(failure);
    }
  };

  return (
    <div className="px-4 py-5 sm:px-6">
      <h1 className="font-serif text-28">API keys</h1>
      <p className="mt-2 max-w-[72ch] text-ink-2">
        For programs that speak to this workspace: any OpenAI client at <code>/api/v1</code> with{" "}
        <code>{workspace}</code> as the model, and the rest of the API as <code>/api/openapi.json</code>{" "}
        describes it.
      </p>
      {shown && <ShownKey name={shown.name} apiKey={shown.key} onClose={() => setShown(null)} />}
      <div className="mt-6 grid gap-x-10 gap-y-8 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <NewKey onMade={add} />
        <section aria-labelledby="keys" className="min-w-0 border-line border-t pt-3">
          <h2 id="keys" className="font-medium">
            Keys
          </h2>
          {error !== null && <Failure error={error} />}
          {keys.length === 0 ? (
            <p className="mt-2 text-ink-2">
              There is no key yet. Make one for each program, so that one can be revoked without the others.
            </p>
          ) : (
            <KeyTable keys={keys} onRevoke={revoke} />
          )}
        </section>
      </div>
    </div>
  );
}

type TableProps = { keys: ApiKeySummary[]; onRevoke: (id: string) => Promise<void> };

/** The newest first. On a phone what a key may stands below its name. */
function KeyTable({ keys, onRevoke }: TableProps) {
  return (
    <table className="mt-1 w-full border-collapse">
      <HeadingRow>
        <ColumnHeading>Name</ColumnHeading>
        {["May", "Tier", "Last used"].map((heading) => (
          <ColumnHeading key={heading} from="sm">
            {heading}
          </ColumnHeading>
        ))}
        <HiddenHeading>Revoke</HiddenHeading>
      </HeadingRow>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} onRevoke={() => onRevoke(key.id)} />
        ))}
      </tbody>
    </table>
  );
}
