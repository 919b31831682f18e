import type { PublicWorkspace } from "@/lib/client/public-workspace.ts";
import type { BevGeniePage } from "@/lib/pages/page-spec.ts";
import { LinkedPageBody } from "./linked-page-body.tsx";

type Props = { page: BevGeniePage; workspace: PublicWorkspace; createdAt: string; chatAddress: string };

/** A page at its own address: whoever has the link reads it, and goes on asking in the chat. */
export function LinkedPage({ page, workspace, createdAt, chatAddress }: Props) {
  const made = new Date(createdAt);
  return (
    <div className="min-h-dvh bg-ground text-ink">
      <header className="mx-auto flex max-w-5xl items-baseline justify-between gap-4 px-4 pt-4 sm:px-8 print:hidden">
        <a href={chatAddress} className="font-medium text-15 pointer-coarse:-my-2.5 pointer-coarse:py-2.5">
          {workspace.name}
        </a>
        <a
          href={chatAddress}
          className="text-13 text-accent underline underline-offset-4 pointer-coarse:-my-3 pointer-coarse:py-3"
        >
          Ask a question
        </a>
      </header>
      <main>
        <LinkedPageBody
          slug={workspace.slug}
          page={page}
          contact={workspace.contact}
          chatAddress={chatAddress}
          notice={
            <>
              Made by {workspace.name}’s AI concierge on{" "}
              <time dateTime={made.toISOString()}>
                {made.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" })}
              </time>
              .{workspace.sampleData && " The company and its figures are sample data."}
            </>
          }
        />
      </main>
    </div>
  );
}
