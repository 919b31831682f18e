import type { TestApp } from "./app-request.ts";

type Wanted = { scopes?: string[]; tier?: string; slug?: string };

/** A key of a workspace, made as the console makes it. The app needs `adminKey` as its ADMIN_API_KEY. */
export async function makeKey(
  app: TestApp,
  { scopes = ["chat"], tier = "professional", slug = "bevgenie" }: Wanted = {},
): Promise<{ id: string; key: string }> {
  const response = await app.browser().ask(`/api/admin/workspaces/${slug}/keys`, {
    method: "POST",
    json: { name: "A test", scopes, tier },
    headers: { authorization: `Bearer ${adminKey}` },
  });
  return (await response.json()) as { id: string; key: string };
}

export const adminKey = "the-admin-key-of-this-test";
