"use client";

import { Button } from "@/components/ui/button.tsx";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="mx-auto max-w-lg px-5 py-16" role="alert">
      <h1 className="font-serif text-28">This page could not be loaded</h1>
      <p className="mt-3 text-ink-2">
        Nothing was changed. Try again; if it stays so, the server's log says what happened.
      </p>
      <Button className="mt-6" look="primary" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
