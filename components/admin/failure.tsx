"use client";

import { usePathname } from "next/navigation";
import { AdminFailure, sentenceOf } from "@/lib/client/admin-api.ts";
import { signInTo } from "@/lib/client/admin-paths.ts";

type Props = { error: unknown; onRetry?: () => void };

/** What went wrong and the way on: try again, or sign in again in another tab so that nothing typed is lost. */
export function Failure({ error, onRetry }: Props) {
  const path = usePathname();
  const isSignedOut = error instanceof AdminFailure && error.code === "unauthenticated";
  const link = "ms-3 font-medium text-accent underline underline-offset-4";
  return (
    <p role="alert" className="self-start border-bad border-s-2 ps-3">
      {isSignedOut ? "You are no longer signed in. What you typed is still here." : sentenceOf(error)}
      {isSignedOut && (
        <a className={link} href={signInTo(path)} target="_blank" rel="noreferrer">
          Sign in in a new tab
        </a>
      )}
      {onRetry && (
        <button type="button" className={link} onClick={onRetry}>
          Try again
        </button>
      )}
    </p>
  );
}
