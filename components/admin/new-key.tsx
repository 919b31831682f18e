"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { type ApiKeySummary, scopeChoices } from "@/lib/client/admin-keys.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { TextField } from "./text-field.tsx";
import { TierField } from "./tier-field.tsx";
import { useSending } from "./use-sending.ts";

type Props = { onMade: (made: ApiKeySummary & { key: string }) => void };

/** Makes a key: who it is for, what it may be used for, and how much. */
export function NewKey({ onMade }: Props) {
  const { workspace } = useConsole();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["chat"]);
  const [tier, setTier] = useState<string>("basic");

  const { isSending, error, submit } = useSending(async () => {
    const body = { name, scopes, tier };
    onMade(await callAdmin(workspace, `workspaces/${workspace}/keys`, { method: "POST", body }));
    setName("");
  });
  const toggle = (scope: string) =>
    setScopes((before) =>
      before.includes(scope) ? before.filter((one) => one !== scope) : [...before, scope],
    );

  return (
    <form aria-labelledby="new-key" className="space-y-4 border-line border-t pt-3" onSubmit={submit}>
      <h2 id="new-key" className="font-medium">
        New key
      </h2>
      <TextField
        label="Name"
        hint="The program or the place it will be used in."
        required
        maxLength={80}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <fieldset>
        <legend className="mb-1 text-13 text-ink-2">It may</legend>
        {scopeChoices.map(({ scope, means }) => (
          <label key={scope} className="flex gap-2 py-1">
            <input
              type="checkbox"
              className="mt-1 size-4 shrink-0"
              checked={scopes.includes(scope)}
              onChange={() => toggle(scope)}
            />
            <span>
              <code className="block">{scope}</code>
              <span className="block text-13 text-ink-2">{means}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TierField tier={tier} onChoose={setTier} />
      {error !== null && <Failure error={error} />}
      <Button type="submit" look="primary" disabled={isSending || scopes.length === 0}>
        {isSending ? "Making…" : "Make a key"}
      </Button>
    </form>
  );
}
