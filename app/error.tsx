"use client";

import { Button } from "@/components/ui/button.tsx";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-176 flex-col items-start justify-center px-6 py-16">
      <h1 className="font-serif text-28 sm:text-40">Something went wrong on our side.</h1>
      <p className="mt-4 text-17 text-ink-2">Your conversations and what you were writing are kept.</p>
      <Button look="primary" className="mt-8" onClick={reset}>
        Try again
      </Button>
      {error.digest && <p className="mt-6 text-13 text-ink-2">For a report: {error.digest}</p>}
    </main>
  );
}
