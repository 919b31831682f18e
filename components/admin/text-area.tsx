import { type ComponentProps, useId } from "react";
import { FieldNote } from "./field-note.tsx";
import { fieldLook } from "./text-field.tsx";

type Props = ComponentProps<"textarea"> & { label: string; hint?: string; problem?: string | undefined };

/** Several lines to fill in, with their name above and what is wrong with them below. */
export function TextArea({ label, hint, problem, ...area }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-13 text-ink-2">
        {label}
      </label>
      <textarea
        id={id}
        className={`${fieldLook} block resize-y py-2`}
        aria-invalid={problem !== undefined}
        aria-describedby={hint || problem ? `${id}-note` : undefined}
        {...area}
      />
      <FieldNote id={`${id}-note`} hint={hint} problem={problem} />
    </div>
  );
}
