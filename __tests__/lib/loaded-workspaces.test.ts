import { expect, test } from "@jest/globals";
import type { Call } from "../../lib/db/call.ts";
import { loadedWorkspaces } from "../../lib/loaded-workspaces.ts";
import { company } from "../support/company.ts";

test("a workspace that was read before it changed is not told of after it was read again", async () => {
  const config = company();
  const row = (embeddingModel: string) => ({ id: "w", version: 1, embeddingModel, config });
  const slow = Promise.withResolvers<object>();
  const answers = [slow.promise, Promise.resolve(row("new"))];
  const told: (string | null)[] = [];
  const workspaces = loadedWorkspaces({
    call: (() => answers.shift()) as unknown as Call,
    onRead: async ({ embeddingModel }) => void told.push(embeddingModel),
    onChange: () => undefined,
  });
  const before = workspaces.get(config.slug);
  workspaces.drop(config.slug);
  const after = workspaces.get(config.slug);
  await new Promise(setImmediate);
  slow.resolve(row("old"));
  await Promise.all([before, after]);
  expect(told).toEqual(["old", "new"]);
});
