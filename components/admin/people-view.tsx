"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { peoplePath } from "@/lib/client/admin-paths.ts";
import type { Person } from "@/lib/client/admin-people.ts";
import { formatUsage, type UsageRow } from "@/lib/client/admin-usage.ts";
import { ColumnHeading, HeadingRow } from "./column-heading.tsx";
import { useConsole } from "./console-context.tsx";
import { PersonForm } from "./person-form.tsx";
import { TextField } from "./text-field.tsx";
import { useLocale } from "./use-locale.ts";

type Props = { id: string | undefined; person: Person | null; people: UsageRow[] };

/** The people of a workspace: find one, see what they have, change it. */
export function PeopleView({ id, person, people }: Props) {
  return (
    <div className="px-4 py-5 sm:px-6">
      <h1 className="font-serif text-28">People</h1>
      <p className="mt-2 max-w-[72ch] text-ink-2">
        A visitor has an id; a program names whoever it asks for. Each has a tier and a wallet of energy,
        which is filled up every day.
      </p>
      <div className="mt-6 grid gap-x-10 gap-y-8 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="space-y-6">
          <FindPerson initialId={id} />
          {person && <PersonForm initialPerson={person} />}
          {id !== undefined && !person && <p role="status">There is no person of this id yet.</p>}
        </div>
        <Spenders people={people} openId={id} />
      </div>
    </div>
  );
}

function FindPerson({ initialId = "" }: { initialId: string | undefined }) {
  const { workspace } = useConsole();
  const router = useRouter();
  const [id, setId] = useState(initialId);
  const open = (event: FormEvent) => {
    event.preventDefault();
    router.push(peoplePath(workspace, id.trim()));
  };
  return (
    <form aria-label="Find a person" className="border-line border-t pt-3" onSubmit={open}>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label="Id of a person"
            required
            maxLength={128}
            value={id}
            onChange={({ target }) => setId(target.value)}
          />
        </div>
        <Button type="submit" className="min-h-10 pointer-coarse:min-h-11">
          Open
        </Button>
      </div>
    </form>
  );
}

/** Who cost the most of the last 30 days, the dearest first. */
function Spenders({ people, openId }: { people: UsageRow[]; openId: string | undefined }) {
  const { workspace } = useConsole();
  const locale = useLocale();
  return (
    <section aria-labelledby="spenders" className="min-w-0 border-line border-t pt-3">
      <h2 id="spenders" className="font-medium">
        The last 30 days
      </h2>
      {people.length === 0 ? (
        <p className="mt-2 text-ink-2">Nobody has used a model yet.</p>
      ) : (
        <table className="mt-1 w-full border-collapse">
          <HeadingRow>
            <ColumnHeading>Person</ColumnHeading>
            <ColumnHeading isNumber>Requests</ColumnHeading>
            <ColumnHeading isNumber>Cost</ColumnHeading>
          </HeadingRow>
          <tbody>
            {people.map(({ key, requests, cost_usd }) => (
              <tr key={key} className="border-line border-b">
                <th scope="row" className="w-full max-w-0 py-1.5 text-start font-normal">
                  <Link
                    href={peoplePath(workspace, key)}
                    aria-current={key === openId ? "true" : undefined}
                    title={key}
                    className="pointer-coarse:-my-2.5 block truncate pointer-coarse:py-2.5 underline decoration-line-2 underline-offset-4 hover:decoration-current aria-[current]:font-medium"
                  >
                    {key}
                  </Link>
                </th>
                <td className="py-1.5 ps-4 text-end">{formatUsage(requests, "count", { locale })}</td>
                <td className="whitespace-nowrap py-1.5 ps-4 text-end">
                  {formatUsage(cost_usd, "usd", { locale })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
