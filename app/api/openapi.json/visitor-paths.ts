import { z } from "zod";
import { chatRequestSchema } from "../chat/schema.ts";
import { renameSchema } from "../conversations/[id]/schema.ts";
import { feedbackSchema } from "../feedback/schema.ts";
import { pageChangeSchema, pageRestoreSchema } from "../pages/[id]/schema.ts";
import { unlockSchema } from "../pages/[id]/unlock/schema.ts";
import { sessionChangeSchema } from "../session/schema.ts";
import { message, meta, ownPage, page, session } from "./answers.ts";
import { idPath, operation, someId } from "./operation.ts";

const tag = "Visitor";
const access = "visitor" as const;
const ended = z.object({ turnId: z.string(), status: z.string() });
const question = { message: "How long does a rollout take?", mode: "text" };
const search = z.object({ query: z.string().optional() });
const conversation = z.looseObject({
  id: z.string(),
  title: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** What a visitor's browser asks for. */
export const visitorPaths = {
  "/api/chat": {
    post: operation({
      tag,
      access,
      summary: "Ask: a streamed answer, or a page",
      description:
        'mode "text" answers text/event-stream: turn, sources, content…, citations, followUps, meta, then [DONE]. mode "generate" answers the page as JSON, or as it grows when Accept is text/event-stream.',
      body: { schema: chatRequestSchema, example: question },
      answer: z.object({
        type: z.literal("page_generated"),
        page,
        pageId: z.string(),
        url: z.string(),
        meta,
      }),
      others: { "text/event-stream": "One JSON object a frame; the last is [DONE]." },
      refusals: [402, 403, 404, 409, 429, 503],
    }),
  },
  "/api/chat/{turnId}/stop": {
    post: operation({
      tag,
      access,
      summary: "End a running turn; what was shown is kept",
      path: z.object({ turnId: z.guid() }),
      answer: ended,
      example: { turnId: someId, status: "stopped" },
    }),
  },
  "/api/chat/{turnId}/stream": {
    get: operation({
      tag,
      access,
      summary: "The frames of a turn after the one that Last-Event-ID names, running or finished",
      path: z.object({ turnId: z.guid() }),
      header: z.object({ "last-event-id": z.string().optional() }),
      answer: z.string().meta({ description: "The frames of POST /api/chat, under the ids they first had." }),
      media: "text/event-stream",
    }),
  },
  "/api/session": {
    get: operation({ tag, access, summary: "What is known of this browser's visitor", answer: session }),
    patch: operation({
      tag,
      access,
      summary: "Correct who one is, or choose a voice",
      body: { schema: sessionChangeSchema, example: { personaScores: { distributor: 1 } } },
      answer: session,
      refusals: [429],
    }),
    delete: operation({
      tag,
      access,
      summary: "Erase the visitor and all that was said",
      answer: z.object({ erased: z.boolean() }),
      example: { erased: true },
    }),
  },
  "/api/session/export": {
    get: operation({
      tag,
      access,
      summary: "All that is stored about the visitor",
      answer: z.looseObject({}),
    }),
  },
  "/api/conversations": {
    get: operation({
      tag,
      access,
      summary: "The visitor's conversations, newest first",
      query: search,
      answer: z.object({ conversations: z.array(conversation) }),
    }),
    post: operation({
      tag,
      access,
      summary: "Begin a new conversation",
      status: 201,
      answer: z.object({ id: z.string() }),
      example: { id: someId },
      refusals: [429],
    }),
  },
  "/api/conversations/{id}": {
    get: operation({
      tag,
      access,
      summary: "A conversation with its messages",
      path: idPath,
      answer: conversation.extend({ messages: z.array(message) }),
    }),
    patch: operation({
      tag,
      access,
      summary: "Rename it",
      path: idPath,
      body: { schema: renameSchema, example: { title: "Rollout" } },
      answer: z.object({ id: z.string(), title: z.string() }),
      example: { id: someId, title: "Rollout" },
    }),
    delete: operation({
      tag,
      access,
      summary: "Delete it",
      path: idPath,
      answer: z.object({ id: z.string(), deleted: z.boolean() }),
      example: { id: someId, deleted: true },
    }),
  },
  "/api/conversations/{id}/share": {
    post: operation({
      tag,
      access,
      summary: "A link by which it can be read",
      path: idPath,
      answer: z.object({ url: z.string() }),
    }),
  },
  "/api/documents/{id}": {
    get: operation({
      tag,
      access,
      summary: "The text of a document that answers quote",
      path: idPath,
      answer: z.looseObject({ id: z.string(), title: z.string(), text: z.string() }),
    }),
  },
  "/api/feedback": {
    post: operation({
      tag,
      access,
      summary: "Rate a turn",
      body: { schema: feedbackSchema, example: { turnId: someId, rating: 1 } },
      answer: z.object({ turnId: z.string(), rating: z.int() }),
      example: { turnId: someId, rating: 1 },
      refusals: [404],
    }),
  },
  "/api/pages/{id}": {
    get: operation({ tag, access, summary: "A page of the visitor's own", path: idPath, answer: ownPage }),
    patch: operation({
      tag,
      access,
      summary: "Change its link or its calculator's inputs",
      path: idPath,
      body: { schema: pageChangeSchema, example: { withdrawn: true } },
      answer: ownPage,
      refusals: [409],
    }),
  },
  "/api/pages/{id}/versions": {
    get: operation({
      tag,
      access,
      summary: "Its versions, newest first",
      path: idPath,
      answer: z.object({
        current: z.int(),
        versions: z.array(z.object({ version: z.int(), title: z.string(), createdAt: z.string() })),
      }),
    }),
  },
  "/api/pages/{id}/restore": {
    post: operation({
      tag,
      access,
      summary: "Make an old version the newest",
      path: idPath,
      body: { schema: pageRestoreSchema, example: { version: 1 } },
      answer: z.object({ pageId: z.string(), version: z.int(), page }),
      refusals: [409],
    }),
  },
  "/api/pages/{id}/unlock": {
    post: operation({
      tag,
      access: "anyone",
      summary: "Open a page that has a password, for this browser",
      path: idPath,
      body: { schema: unlockSchema, example: { password: "the page's password" } },
      answer: z.object({ unlocked: z.boolean() }),
      example: { unlocked: true },
      refusals: [401, 410, 429],
    }),
  },
};
