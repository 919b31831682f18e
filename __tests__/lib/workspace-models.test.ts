import { expect, test } from "@jest/globals";
import { configuredModels } from "../../lib/configured-models.ts";
import { readSettings } from "../../lib/env.ts";
import { localEmbedder } from "../../lib/knowledge/embed-local.ts";
import { workspaceModels } from "../../lib/workspace-models.ts";

const cloud = "text-embedding-3-small";
const home = { id: crypto.randomUUID(), slug: "home", localOnly: true };

/** With a provider of the cloud; no workspace has taught its embedder anything. */
function modelsOfOneKey() {
  const configured = configuredModels(readSettings({ OPENAI_API_KEY: "sk-test-key" }));
  return workspaceModels(configured, async ({ base }) => base);
}

test("a workspace that keeps its texts at home is embedded at home before anything is known of it", () => {
  const models = modelsOfOneKey();
  expect(models.embedderFor(home).model).toBe(localEmbedder.model);
  expect(models.embedderFor({ ...home, localOnly: false }).model).toContain(cloud);
});

test("a workspace that decides to keep its texts at home is embedded at home from then on", async () => {
  const models = modelsOfOneKey();
  const before = { ...home, localOnly: false };
  await models.serve(before, models.configuredEmbedder(before).model);
  expect(models.embedderFor(before).model).toContain(cloud);
  expect(models.embedderFor(home).model).toBe(localEmbedder.model);
});

test("the stored vectors of a cloud's model do not lead a workspace's texts there", async () => {
  const models = modelsOfOneKey();
  await models.serve(home, models.configuredEmbedder({ localOnly: false }).model);
  expect(models.embedderFor(home).model).toBe(localEmbedder.model);
});
