import Link from "next/link";

export default function NotFound() {
  return (
    <div className="mx-auto max-w-lg px-5 py-16">
      <h1 className="font-serif text-28">There is nothing here</h1>
      <p className="mt-3 text-ink-2">
        The document was deleted, the address is mistyped, or the workspace is not one of yours.
      </p>
      <p className="mt-6">
        <Link className="text-accent underline underline-offset-4" href="/admin">
          Go to the knowledge base
        </Link>
      </p>
    </div>
  );
}
