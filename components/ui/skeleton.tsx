/** Lines where text will be. They show themselves only after 300 ms, so that what is quick never flickers. */
export function TextSkeleton({ label, lines }: { label: string; lines: number }) {
  return (
    <div role="status" aria-busy className="animate-fade-in space-y-3 py-1.5 [animation-delay:300ms]">
      <span className="sr-only">{label}</span>
      {[...Array(lines).keys()].map((line) => (
        <div key={line} className="h-3 animate-wait rounded-6 bg-line last:w-3/5" />
      ))}
    </div>
  );
}
