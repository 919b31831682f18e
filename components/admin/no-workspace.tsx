/** For an operator whom no workspace was given. */
export function NoWorkspace({ email }: { email: string }) {
  return (
    <main className="mx-auto max-w-lg px-5 py-16">
      <h1 className="font-serif text-28">No workspace yet</h1>
      <p className="mt-3 text-ink-2">
        You are signed in as {email}, and no workspace is open to you. Ask an owner to add you to one, then
        reload this page.
      </p>
    </main>
  );
}
