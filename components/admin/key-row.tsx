"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import type { ApiKeySummary } from "@/lib/client/admin-keys.ts";
import { LocalTime } from "./local-time.tsx";

type Props = { apiKey: ApiKeySummary; onRevoke: () => Promise<void> };

/** One key. Revoking cannot be taken back, so it is asked for twice, in the same place. */
export function KeyRow({ apiKey: { name, hint, scopes, tier, lastUsedAt, revokedAt }, onRevoke }: Props) {
  const [state, setState] = useState<"idle" | "asked" | "sent">("idle");
  const act = () => {
    if (state === "idle") return setState("asked");
    setState("sent");
    void onRevoke().finally(() => setState("idle"));
  };

  const lastUsed = lastUsedAt ? <LocalTime at={lastUsedAt} /> : "Never";
  const cell = "hidden whitespace-nowrap py-2 ps-4 text-13 sm:table-cell";
  return (
    <tr className={`border-line border-b ${revokedAt ? "text-ink-2" : ""}`}>
      <th scope="row" className="py-2 text-start font-normal">
        <span className="block font-medium [overflow-wrap:anywhere]">{name}</span>
        <code className="text-13 text-ink-2">{hint}</code>
        <span className="block text-13 text-ink-2 sm:hidden">
          {scopes.join(", ")} · {tier} · last used: {lastUsed}
        </span>
      </th>
      <td className={cell}>{scopes.join(", ")}</td>
      <td className={cell}>{tier}</td>
      <td className={cell}>{lastUsed}</td>
      <td className="whitespace-nowrap py-2 ps-4 text-end text-13">
        {revokedAt ? (
          "Revoked"
        ) : (
          <Button
            look={state === "idle" ? "quiet" : "danger"}
            size="tight"
            disabled={state === "sent"}
            aria-label={state === "idle" ? `Revoke ${name}` : `Revoke ${name} for good`}
            onClick={act}
            onBlur={() => state === "asked" && setState("idle")}
          >
            {state === "idle" ? "Revoke" : state === "asked" ? "Revoke for good?" : "Revoking…"}
          </Button>
        )}
      </td>
    </tr>
  );
}
