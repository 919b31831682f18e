import type { Metadata } from "next";
import { VisitorPage, type VisitorSearch } from "@/components/chat/visitor-page.tsx";
import { defaultWorkspaceSlug } from "@/lib/session.ts";
import { loadPublicWorkspace } from "@/lib/wiring.ts";

type Props = { searchParams: Promise<VisitorSearch> };

export async function generateMetadata(): Promise<Metadata> {
  const { name, welcome } = await loadPublicWorkspace(defaultWorkspaceSlug);
  return { title: name, description: welcome };
}

export default async function Page({ searchParams }: Props) {
  const workspace = await loadPublicWorkspace(defaultWorkspaceSlug);
  return <VisitorPage workspace={workspace} search={await searchParams} />;
}
