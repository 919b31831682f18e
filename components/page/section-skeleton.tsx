/** The shape of a section that is still being written. */
export function SectionSkeleton() {
  return (
    <div
      aria-hidden
      className="border-line border-t pt-6 pb-10 @4xl:grid @4xl:grid-cols-[13rem_minmax(0,1fr)] @4xl:gap-x-10"
    >
      <div className="mb-6 h-6 w-40 animate-wait rounded-6 bg-line" />
      <div className="grid gap-x-8 gap-y-6 @2xl:grid-cols-2">
        {["one", "two"].map((column) => (
          <div key={column} className="space-y-3">
            <div className="h-4 w-1/2 animate-wait rounded-6 bg-line" />
            <div className="h-3 animate-wait rounded-6 bg-line" />
            <div className="h-3 w-4/5 animate-wait rounded-6 bg-line" />
          </div>
        ))}
      </div>
    </div>
  );
}
