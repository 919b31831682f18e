"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { callAdmin } from "@/lib/client/admin-api.ts";
import { type ApiKeySummary, scopeChoices, tierChoices } from "@/lib/client/admin-keys.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { fieldLook, TextField } from "./text-field.tsx";

type Props = { onMade: (made: ApiKeySummary & { key: string }) => void };

/** Makes a key: who it is for, what it may be used for, and how much. */
export function NewKey({ onMade }: Props) {
  const { workspace } = useConsole();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["chat"]);
  const [tier, setTier] = useState<string>("basic");
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const make = async (event: FormEvent) => {
    event.preventDefault();
    setIsSending(true);
    setError(null);
    try {
      const body = { name, scopes, tier };
      onMade(await callAdmin(workspace, `workspaces/${workspace}/keys`, { method: "POST", body }));
      setName("");
    } catch (failure) {
      setError(failure);
    } finally {
      setIsSending(false);
    }
  };
  const toggle = (scope: string) =>
    setScopes((before) =>
      before.includes(scope) ? before.filter((one) => one !== scope) : [...before, scope],
    );

  return (
    <form className="mt-6 max-w-xl space-y-3" onSubmit={(event) => void make(event)}>
      <TextField
        label="Name"
        hint="The program or the place it will be used in."
        required
        maxLength={80}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <fieldset>
        <legend className="mb-1 text-13 text-ink-2">May</legend>
        {scopeChoices.map(({ scope, means }) => (
          <label key={scope} className="flex min-h-8 items-center gap-2">
            <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
            <span>
              <code>{scope}</code> <span className="text-13 text-ink-2">{means}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="block text-13 text-ink-2">
        Tier
        <select
          className={`${fieldLook} mt-1 h-10 max-w-60`}
          value={tier}
          onChange={({ target }) => setTier(target.value)}
        >
          {tierChoices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </label>
      {error !== null && <Failure error={error} />}
      <Button type="submit" look="primary" disabled={isSending || scopes.length === 0}>
        {isSending ? "Making…" : "Make a key"}
      </Button>
    </form>
  );
}
