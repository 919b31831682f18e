import type { Metadata } from "next";
import { VisitorPage, type VisitorSearch } from "@/components/chat/visitor-page.tsx";
import { defaultWorkspaceSlug } from "@/lib/session.ts";
import { loadPublicWorkspace } from "@/lib/wiring.ts";

/** The workspace is data: nothing of this page is known when the product is built. */
export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<VisitorSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const { name, welcome } = await loadPublicWorkspace(defaultWorkspaceSlug);
  return { title: name, description: welcome };
}

export default async function Page({ searchParams }: Props) {
  const workspace = await loadPublicWorkspace(defaultWorkspaceSlug);
  return <VisitorPage workspace={workspace} search={await searchParams} />;
}
