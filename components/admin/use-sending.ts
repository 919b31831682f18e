"use client";

import { type FormEvent, useState } from "react";
import { AdminFailure } from "@/lib/client/admin-api.ts";

type Sending = {
  isSending: boolean;
  /** What the last try was refused or failed by; null while there is nothing to say. */
  error: unknown;
  /** The sentence about one field of what was sent. */
  problemAt: (field: string) => string | undefined;
  submit: (event: FormEvent) => void;
};

/** A form that sends itself: what it looks like meanwhile, and what went wrong. `send` may throw. */
export function useSending(send: () => Promise<void>): Sending {
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsSending(true);
    setError(null);
    void send()
      .catch(setError)
      .finally(() => setIsSending(false));
  }

  const problemAt = (field: string) =>
    error instanceof AdminFailure && error.field?.split(".")[0] === field ? error.message : undefined;
  return { isSending, error, problemAt, submit };
}
