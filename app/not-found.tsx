import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-176 flex-col justify-center px-6 py-16">
      <h1 className="font-serif text-28 sm:text-40">There is nothing at this address.</h1>
      <p className="mt-4 text-17 text-ink-2">It may be mistyped, or what was here was deleted.</p>
      <p className="mt-8">
        <Link href="/" className="text-accent underline underline-offset-4">
          Go to the chat
        </Link>
      </p>
    </main>
  );
}
