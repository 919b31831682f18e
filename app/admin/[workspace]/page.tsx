import { redirect } from "next/navigation";
import { knowledgePath } from "@/lib/client/admin-paths.ts";
import { requirePage } from "../signed-in.ts";

type Props = { params: Promise<{ workspace: string }> };

export default async function WorkspacePage({ params }: Props) {
  const { workspace: slug } = await params;
  await requirePage({ slug, path: `/admin/${slug}` });
  redirect(knowledgePath(slug));
}
