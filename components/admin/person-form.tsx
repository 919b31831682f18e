"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { callAdmin } from "@/lib/client/admin-api.ts";
import type { Person } from "@/lib/client/admin-people.ts";
import { formatUsage } from "@/lib/client/admin-usage.ts";
import { useConsole } from "./console-context.tsx";
import { Failure } from "./failure.tsx";
import { LocalTime } from "./local-time.tsx";
import { TextField } from "./text-field.tsx";
import { TierField } from "./tier-field.tsx";
import { useLocale } from "./use-locale.ts";
import { useSending } from "./use-sending.ts";

/** What a person has, and the two things that an operator can change: their tier, and energy on top. */
export function PersonForm({ initialPerson }: { initialPerson: Person }) {
  const { workspace, canWrite } = useConsole();
  const [person, setPerson] = useState(initialPerson);
  const [tier, setTier] = useState(initialPerson.tier);
  const [topUp, setTopUp] = useState("");
  const [isSaved, setIsSaved] = useState(false);
  const isChanged = tier !== person.tier || topUp.trim() !== "";

  const { isSending, error, problemAt, submit } = useSending(async () => {
    setIsSaved(false);
    const body = {
      ...(tier !== person.tier && { tier }),
      ...(topUp.trim() !== "" && { energyTopUp: Number(topUp) }),
    };
    const path = `people/${encodeURIComponent(person.id)}`;
    const changed = await callAdmin<Person>(workspace, path, { method: "PATCH", body });
    setPerson(changed);
    setTier(changed.tier);
    setTopUp("");
    setIsSaved(true);
  });

  const problem = problemAt("energyTopUp");
  return (
    <form aria-labelledby="person" className="space-y-4 border-line border-t pt-3" onSubmit={submit}>
      <h2 id="person" className="break-all font-medium">
        {person.id}
      </h2>
      <PersonFigures person={person} />
      {canWrite && (
        <>
          <TierField tier={tier} onChoose={setTier} />
          <TextField
            label="Energy on top"
            hint="Added to what is there: used after the day's allowance, kept when that is filled up."
            problem={problem}
            inputMode="numeric"
            pattern="[0-9]{1,7}"
            title="A whole number"
            value={topUp}
            onChange={({ target }) => setTopUp(target.value)}
          />
          {error !== null && problem === undefined && <Failure error={error} />}
          <div className="flex items-center gap-3">
            <Button type="submit" look="primary" disabled={isSending || !isChanged}>
              {isSending ? "Saving…" : "Save"}
            </Button>
            <p role="status" className="text-13 text-ink-2">
              {isSaved && !isChanged ? "Saved." : ""}
            </p>
          </div>
        </>
      )}
    </form>
  );
}

function PersonFigures({ person: { kind, energy, spend, lastSeenAt } }: { person: Person }) {
  const locale = useLocale();
  const count = (value: number) => formatUsage(value, "count", { locale });
  const money = (value: number) => formatUsage(value, "usd", { locale });
  const figures: [name: string, value: string][] = [
    ["Energy left", `${count(energy.available)} of ${count(energy.dailyAllowance)} a day`],
    ["Of it on top", count(energy.topUp)],
    ["Spent today", money(spend.day)],
    ["Spent this month", money(spend.month)],
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      <dt className="text-ink-2">Kind</dt>
      <dd>{kind === "visitor" ? "Visitor" : "Named by a program"}</dd>
      {figures.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {lastSeenAt && (
        <>
          <dt className="text-ink-2">Last seen</dt>
          <dd>
            <LocalTime at={lastSeenAt} />
          </dd>
        </>
      )}
    </dl>
  );
}
