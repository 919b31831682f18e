import type { Basis } from "@/lib/pages/page-spec.ts";
import type { PageReader } from "./reader.ts";

const look =
  "relative -my-1.5 inline-flex min-w-6 justify-center rounded-6 px-1 py-1.5 font-medium font-sans text-13 text-accent leading-none pointer-coarse:before:absolute pointer-coarse:before:-inset-x-2 pointer-coarse:before:-inset-y-2.5 no-underline hover:bg-accent-soft print:min-w-0";

/** The numbers of the sources behind what stands before them. */
export function Cite({ sources, reader }: { sources: number[]; reader: PageReader }) {
  return [...new Set(sources)].map((n) => <Numeral key={n} n={n} reader={reader} />);
}

function Numeral({ n, reader }: { n: number; reader: PageReader }) {
  const { onOpenSource, sources } = reader;
  const label = `Source ${n}: ${sources.find((source) => source.n === n)?.title ?? "unknown"}`;
  return (
    <span className="ms-0.5 whitespace-nowrap align-[0.25em] leading-none">
      {onOpenSource ? (
        <button
          type="button"
          className={look}
          aria-label={label}
          title={label}
          onClick={() => onOpenSource(n)}
        >
          {n}
        </button>
      ) : (
        <a className={look} aria-label={label} title={label} href={`#source-${n}`}>
          {n}
        </a>
      )}
    </span>
  );
}

const words: Record<Basis, string> = { formula: "computed", input: "your figure", assumption: "assumption" };

/** Where a figure comes from: its source, or in a word what it is instead. */
export function Origin({
  figure,
  reader,
}: {
  figure: { source?: number | undefined; basis?: Basis | undefined };
  reader: PageReader;
}) {
  if (figure.source !== undefined) return <Cite sources={[figure.source]} reader={reader} />;
  if (figure.basis === undefined) return null;
  return (
    <span className="ms-1.5 whitespace-nowrap font-normal font-sans text-13 text-ink-2">
      {words[figure.basis]}
    </span>
  );
}
