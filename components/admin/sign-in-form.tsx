"use client";

import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { AdminFailure, callAdmin, sentenceOf } from "@/lib/client/admin-api.ts";
import { TextField } from "./text-field.tsx";

/** The way in. A wrong password keeps what was typed; after too many the button counts the seconds down. */
export function SignInForm({ next }: { next: string }) {
  const [isSending, setIsSending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [waitSeconds, setWaitSeconds] = useState(0);

  useEffect(() => {
    if (waitSeconds === 0) return;
    const timer = setTimeout(() => setWaitSeconds(waitSeconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [waitSeconds]);

  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get("email")).trim();
    setIsSending(true);
    setFailure(null);
    try {
      const body = { password: form.get("password"), ...(email && { email }) };
      await callAdmin(null, "session", { method: "POST", body });
      window.location.assign(next);
    } catch (error) {
      setIsSending(false);
      setFailure(sentenceOf(error));
      if (error instanceof AdminFailure) setWaitSeconds(error.retryAfterSeconds ?? 0);
    }
  };

  return (
    // Sent before the scripts run, the browser's own way would put the password into the address.
    <form method="post" onSubmit={(event) => void signIn(event)} className="mt-6 space-y-4">
      <TextField
        label="Email"
        hint="Leave it empty to sign in as the owner."
        name="email"
        type="email"
        autoComplete="username"
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
      />
      {failure && (
        <p role="alert" className="text-bad">
          {failure}
        </p>
      )}
      <Button type="submit" look="primary" className="w-full" disabled={isSending || waitSeconds > 0}>
        {waitSeconds > 0 ? `Try again in ${waitSeconds} s` : isSending ? "Signing in…" : "Sign in"}
      </Button>
      <p className="text-13 text-ink-2">
        The owner's password is ADMIN_PASSWORD, or the one that the server printed at its first start.
      </p>
    </form>
  );
}
