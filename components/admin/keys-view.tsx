"use client";

import { useState } from "react";
import { callAdmin } from "@/lib/client/admin-api.ts";
import type { ApiKeySummary } from "@/lib/client/admin-keys.ts";
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
    <div className="mx-auto max-w-4xl px-4 py-6 lg:px-8">
      <h1 className="font-serif text-28">API keys</h1>
      <p className="mt-2 max-w-prose text-ink-2">
        For programs that speak to this workspace: any OpenAI client at <code>/api/v1</code> with{" "}
        <code>{workspace}</code> as the model, and the rest of the API as <code>/api/openapi.json</code>{" "}
        describes it.
      </p>
      {shown && <ShownKey name={shown.name} apiKey={shown.key} onClose={() => setShown(null)} />}
      <NewKey onMade={add} />
      {error !== null && <Failure error={error} />}
      {keys.length === 0 ? (
        <p className="mt-6 border-line border-t py-6 text-ink-2">There is no key yet.</p>
      ) : (
        <table className="mt-6 w-full border-collapse text-start">
          <thead>
            <tr className="border-line border-b text-13 text-ink-2">
              {["Name", "May", "Tier", "Last used"].map((heading) => (
                <th key={heading} scope="col" className="px-3 py-2 text-start font-normal">
                  {heading}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">Revoke</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} onRevoke={() => revoke(key.id)} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
