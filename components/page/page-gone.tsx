/** Where a page was, and is no longer. */
export function PageGone() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-3 px-4 text-ink">
      <h1 className="font-serif text-28">This page is no longer available</h1>
      <p className="text-15 text-ink-2">
        Its link has expired or was withdrawn. Ask whoever sent it to you for a new one, or ask the question
        yourself.
      </p>
      <p>
        <a href="/" className="text-15 text-accent underline underline-offset-4">
          Ask a question
        </a>
      </p>
    </main>
  );
}
