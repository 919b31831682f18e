type Props = { id: string; hint: string | undefined; problem: string | undefined };

/** What to write into a field, or what is wrong with what was written. */
export function FieldNote({ id, hint, problem }: Props) {
  if (!problem && !hint) return null;
  return (
    <p
      id={id}
      {...(problem && { role: "alert" })}
      className={`mt-1 text-13 ${problem ? "text-bad" : "text-ink-2"}`}
    >
      {problem ?? hint}
    </p>
  );
}
