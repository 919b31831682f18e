/** The shape of a list while it is fetched. It shows itself only after 300 ms, so that what is quick never flickers. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <div className="px-4 py-5 sm:px-6">
      <h1 className="font-serif text-28">{label}</h1>
      <div role="status" aria-busy className="mt-5 animate-fade-in [animation-delay:300ms]">
        <span className="sr-only">Loading</span>
        <div className="h-10 w-64 max-w-full animate-wait rounded-6 bg-line" />
        <div className="mt-4 border-line border-t">
          {["one", "two", "three", "four", "five", "six"].map((row) => (
            <div key={row} className="flex h-11 items-center gap-6 border-line border-b">
              <div className="h-3 flex-1 animate-wait rounded-6 bg-line" />
              <div className="h-3 w-12 animate-wait rounded-6 bg-line" />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
