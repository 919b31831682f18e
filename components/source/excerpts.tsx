/** Words as they were cited, where the document that had them cannot show them. */
export function Excerpts({ excerpts }: { excerpts: readonly string[] }) {
  return [...new Set(excerpts)].map((excerpt) => (
    <blockquote
      key={excerpt}
      dir="auto"
      className="mt-3 whitespace-pre-line border-accent border-s-2 ps-3 text-15 text-ink-2 [overflow-wrap:anywhere]"
    >
      {excerpt}
    </blockquote>
  ));
}
