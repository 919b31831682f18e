import type { ComponentProps } from "react";
import { Field, type FieldWords } from "./field.tsx";
import { fieldLook } from "./text-field.tsx";

/** Several lines to fill in. */
export function TextArea({ label, hint, problem, ...area }: ComponentProps<"textarea"> & FieldWords) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(wired) => <textarea className={`${fieldLook} block resize-y py-2`} {...wired} {...area} />}
    </Field>
  );
}
