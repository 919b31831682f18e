import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { findApiKey, newApiKey } from "../../lib/api-key.ts";
import { company } from "../support/company.ts";
import { startTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

test("a key that another process revoked is believed for two seconds at most", async () => {
  const { call } = database;
  const { id } = await call<{ id: string }>("write_workspace", { p_slug: "bevgenie", p_config: company() });
  const { key, hash, hint } = newApiKey();
  const made = await call<{ id: string }>("create_api_key", {
    ...{ p_workspace: id, p_key: crypto.randomUUID(), p_name: "n", p_hash: hash, p_hint: hint },
    ...{ p_scopes: ["chat"], p_tier: "basic", p_operator: null },
  });
  const at = (now: number) => findApiKey(key, { call, now: () => now });
  expect(await at(0)).toMatchObject({ workspaceSlug: "bevgenie" });
  // Without a word to this process.
  await call("revoke_api_key", { p_workspace: id, p_key: made.id });
  expect(await at(1_999)).not.toBeNull();
  expect(await at(2_000)).toBeNull();
  expect(await at(2_001)).toBeNull();
});
