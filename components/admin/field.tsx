import { type ReactNode, useId } from "react";
import { FieldNote } from "./field-note.tsx";

/** What a field is called, a word on how to fill it in, and what is wrong with it. */
export type FieldWords = { label: string; hint?: string | undefined; problem?: string | undefined };

type Wired = { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined };
type Props = FieldWords & { children: (wired: Wired) => ReactNode };

/** Something to fill in, with its name above and what is wrong with it below; the child takes what ties it to both. */
export function Field({ label, hint, problem, children }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-13 text-ink-2">
        {label}
      </label>
      {children({
        id,
        "aria-invalid": problem !== undefined,
        "aria-describedby": hint || problem ? `${id}-note` : undefined,
      })}
      <FieldNote id={`${id}-note`} hint={hint} problem={problem} />
    </div>
  );
}
