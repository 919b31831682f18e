"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";

/** Asks for a page's password; the right one opens it for this browser. */
export function PageGate({ pageId }: { pageId: string }) {
  const field = useId();
  const [problem, setProblem] = useState<string>();
  const [isChecking, setIsChecking] = useState(false);

  async function unlock(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsChecking(true);
    const password = new FormData(event.currentTarget).get("password");
    const refused = await sendPassword(pageId, String(password));
    if (refused === undefined) return window.location.reload();
    setProblem(refused);
    setIsChecking(false);
  }

  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-4 px-4 text-ink">
      <h1 className="font-serif text-28">This page has a password</h1>
      {/* Sent before the scripts run, the browser's own way would put the password into the address. */}
      <form method="post" onSubmit={unlock} className="flex flex-col gap-2">
        <label htmlFor={field} className="text-13 text-ink-2">
          Password
        </label>
        <input
          id={field}
          name="password"
          type="password"
          required
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${field}-problem`}
          className="min-h-11 rounded-6 border border-line-2 bg-raised px-3 text-15"
        />
        {problem !== undefined && (
          <p id={`${field}-problem`} role="alert" className="text-13 text-bad">
            {problem}
          </p>
        )}
        <Button type="submit" look="primary" disabled={isChecking} className="mt-2">
          Open the page
        </Button>
      </form>
    </main>
  );
}

/** Returns why it was refused, or undefined when the page is open now. */
async function sendPassword(pageId: string, password: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`/api/pages/${pageId}/unlock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ password }),
    });
    if (answer.ok) return undefined;
    const { error } = (await answer.json()) as { error: { message: string } };
    return error.message;
  } catch {
    return "The server cannot be reached. Check your connection, then try again.";
  }
}
