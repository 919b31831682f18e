import type { PublicWorkspace } from "./client/public-workspace.ts";
import type { StoredMessage } from "./client/stored-conversation.ts";
import { type StoredTurn, toMessages } from "./conversation-messages.ts";
import { database, loadPublicWorkspace } from "./wiring.ts";

type Stored = { title: string; createdAt: string; workspace: string; turns: StoredTurn[] };

export type SharedConversation = {
  workspace: PublicWorkspace;
  title: string;
  createdAt: string;
  messages: StoredMessage[];
};

/** A link's token as share_conversation makes it: 18 random bytes. */
const tokenForm = /^[\w-]{24}$/;

/** The conversation of a link, for whoever has it; undefined where there is none. Turns that failed are left out. */
export async function openSharedConversation(token: string): Promise<SharedConversation | undefined> {
  if (!tokenForm.test(token)) return undefined;
  const stored = await database().call<Stored | null>("read_shared_conversation", { p_token: token });
  if (!stored) return undefined;
  const answered = stored.turns.filter(({ status }) => status === "answered" || status === "stopped");
  return {
    workspace: await loadPublicWorkspace(stored.workspace),
    title: stored.title,
    createdAt: stored.createdAt,
    messages: answered.flatMap(toMessages).map(forReading),
  };
}

/** What was said and shown; what it cost and what its visitor thought of it are not for whoever has the link. */
function forReading(message: StoredMessage): StoredMessage {
  const { id, turnId, role, content, mode, page, sources, citations, status, createdAt } = message;
  return { id, turnId, role, content, mode, page, sources, citations, status, createdAt };
}
