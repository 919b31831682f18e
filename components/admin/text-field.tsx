import { type ComponentProps, useId } from "react";
import { FieldNote } from "./field-note.tsx";

export const fieldLook =
  "w-full text-ellipsis rounded-6 border border-line-2 bg-raised px-3 text-ink placeholder:text-ink-2 aria-invalid:border-bad";

type Props = ComponentProps<"input"> & { label: string; hint?: string; problem?: string | undefined };

/** A line to fill in, with its name above and what is wrong with it below. */
export function TextField({ label, hint, problem, ...input }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-13 text-ink-2">
        {label}
      </label>
      <input
        id={id}
        className={`${fieldLook} h-10`}
        aria-invalid={problem !== undefined}
        aria-describedby={hint || problem ? `${id}-note` : undefined}
        {...input}
      />
      <FieldNote id={`${id}-note`} hint={hint} problem={problem} />
    </div>
  );
}
