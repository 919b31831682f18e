import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LinkedPage } from "@/components/page/linked-page.tsx";
import { PageGate } from "@/components/page/page-gate.tsx";
import { PageGone } from "@/components/page/page-gone.tsx";
import { accentRule } from "@/lib/client/accent.ts";
import { openLinkedPage } from "@/lib/linked-page.ts";
import { chatAddress } from "@/lib/session.ts";

type Props = { params: Promise<{ pageId: string }> };

/** A page made for somebody is nobody else's search result. */
const robots = { index: false, follow: false };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const linked = await openLinkedPage((await params).pageId);
  return linked.state === "open"
    ? { title: linked.page.title, description: linked.page.summary, robots }
    : { robots };
}

export default async function Page({ params }: Props) {
  const { pageId } = await params;
  const linked = await openLinkedPage(pageId);
  switch (linked.state) {
    case "missing":
      return notFound();
    case "gone":
      return <PageGone />;
    case "locked":
      return <PageGate pageId={pageId} />;
    case "open":
      return (
        <>
          <style>{accentRule(linked.workspace.accent)}</style>
          <LinkedPage {...linked} chatAddress={chatAddress(linked.workspace.slug)} />
        </>
      );
  }
}
