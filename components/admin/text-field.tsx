import type { ComponentProps } from "react";
import { Field, type FieldWords } from "./field.tsx";

export const fieldLook =
  "w-full pointer-coarse:min-h-11 text-ellipsis rounded-6 border border-line-2 bg-raised px-3 text-ink placeholder:text-ink-2 aria-invalid:border-bad";

/** A line to fill in. */
export function TextField({ label, hint, problem, ...input }: ComponentProps<"input"> & FieldWords) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(wired) => <input className={`${fieldLook} h-10`} {...wired} {...input} />}
    </Field>
  );
}
