import { expect, test } from "@jest/globals";
import { isOwnTurn, silentTurn } from "../../../lib/ai/running-turns.ts";

const [workspaceId, visitorId] = [crypto.randomUUID(), crypto.randomUUID()];
const owner = { workspaceId, visitor: { visitorId, version: 2 } };
const stranger = { workspaceId, visitor: { visitorId: crypto.randomUUID(), version: 2 } };

/** A turn that runs; `isOpen` once it is known whose it is. */
function running({ isOpen }: { isOpen: boolean }) {
  const turn = silentTurn(crypto.randomUUID(), workspaceId);
  turn.askedBy = visitorId;
  if (isOpen) turn.visitor = { visitorId, version: 2, conversationId: crypto.randomUUID(), scores: {} };
  return turn;
}

test.each([false, true])("a turn is its visitor's in its workspace (open: %s)", (isOpen) => {
  const turn = running({ isOpen });
  expect(isOwnTurn(turn, owner)).toBe(true);
  expect(isOwnTurn(turn, stranger)).toBe(false);
  expect(isOwnTurn(turn, { ...owner, workspaceId: crypto.randomUUID() })).toBe(false);
});

test("a cookie from before it was revoked opens no turn", () => {
  const revoked = { workspaceId, visitor: { visitorId, version: 1 } };
  expect(isOwnTurn(running({ isOpen: true }), revoked)).toBe(false);
});
