import type { ReactNode } from "react";
import { Field } from "./field.tsx";
import { fieldLook } from "./text-field.tsx";

type Props = { label: string; value: string; onChoose: (value: string) => void; children: ReactNode };

/** One of several to choose; the options are its children. */
export function SelectField({ label, value, onChoose, children }: Props) {
  return (
    <Field label={label}>
      {({ id }) => (
        <select
          id={id}
          className={`${fieldLook} h-10`}
          value={value}
          onChange={({ target }) => onChoose(target.value)}
        >
          {children}
        </select>
      )}
    </Field>
  );
}
