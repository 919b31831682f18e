import type { Call } from "../../lib/db/call.ts";

/** Writes an English workspace with nothing in it; under a name of its own, unless the test asks for it by one. */
export async function englishWorkspace(
  { call }: { call: Call },
  slug = `company-${crypto.randomUUID().slice(0, 8)}`,
): Promise<string> {
  const args = { p_slug: slug, p_config: { language: "en" } };
  return (await call<{ id: string }>("write_workspace", args)).id;
}
