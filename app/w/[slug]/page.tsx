import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { VisitorPage, type VisitorSearch } from "@/components/chat/visitor-page.tsx";
import type { PublicWorkspace } from "@/lib/client/public-workspace.ts";
import { AppError } from "@/lib/errors.ts";
import { loadPublicWorkspace } from "@/lib/wiring.ts";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<VisitorSearch> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, welcome } = await workspaceOf(params);
  return { title: name, description: welcome };
}

export default async function Page({ params, searchParams }: Props) {
  const workspace = await workspaceOf(params);
  return <VisitorPage workspace={workspace} search={await searchParams} />;
}

async function workspaceOf(params: Props["params"]): Promise<PublicWorkspace> {
  const { slug } = await params;
  return loadPublicWorkspace(slug).catch((error) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
}
