import { z } from "zod";
import { AppError } from "../errors.ts";
import { anyJsonObject } from "../models/any-json-object.ts";
import type { ModelMessage, TextRequest } from "../models/model.ts";
import { personText } from "../request-body.ts";
import {
  readToolCalls,
  readTools,
  toolCallsSchema,
  toolChoiceSchema,
  toolsSchema,
} from "./completion-tools.ts";

/**
 * `POST /api/v1/chat/completions` in OpenAI's words (developers.openai.com/api/reference, read in November 2026).
 * Its clients send many fields that change nothing here, so unknown ones are let be; what would be answered wrongly
 * is refused by name.
 */

/** The whole body: some 200,000 tokens of history. What a model gets of it is fitted to its window. */
export const completionBodyLimit = 1024 * 1024;
/** Code points of the last message, which is searched for, scored and routed here. */
export const longestMessage = 16_000;
const longestAnswer = 16_000;

const textPart = z.looseObject({ type: z.literal("text"), text: z.string() });
const content = z.union([z.string(), z.array(textPart)], {
  error: "Must be a text, or a list of parts of type text; images, audio and files are not read.",
});
const messageSchema = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool"], {
    error: 'Must be "system", "developer", "user", "assistant" or "tool".',
  }),
  content: content.nullish(),
  tool_calls: toolCallsSchema.nullish(),
  tool_call_id: z.string().min(1).max(200).nullish(),
});

const whole = (max: number) =>
  z
    .int({ error: `Must be a whole number from 1 to ${max}.` })
    .min(1)
    .max(max);

export const completionSchema = z.looseObject({
  model: z.string({ error: "Must name a model; GET /api/v1/models lists them." }).min(1).max(200),
  messages: z.array(messageSchema, { error: "Must be a list of messages." }).min(1).max(2_000),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number({ error: "Must be a number from 0 to 2." }).min(0).max(2).nullish(),
  max_tokens: whole(1_000_000).nullish(),
  max_completion_tokens: whole(1_000_000).nullish(),
  stop: z
    .union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).max(4)], {
      error: "Must be a text, or a list of up to four.",
    })
    .nullish(),
  n: z.literal(1, { error: "Only one answer is given to a request: n must be 1." }).nullish(),
  user: personText({ max: 128 }).nullish(),
  response_format: z
    .union(
      [
        z.looseObject({ type: z.literal("text") }),
        z.looseObject({ type: z.literal("json_object") }),
        z.looseObject({
          type: z.literal("json_schema"),
          json_schema: z.looseObject({
            name: z.string().min(1).max(64),
            schema: z.record(z.string(), z.unknown()),
          }),
        }),
      ],
      { error: 'Must be of type "text", "json_object" or "json_schema".' },
    )
    .nullish(),
  tools: toolsSchema.nullish(),
  tool_choice: toolChoiceSchema.nullish(),
  functions: z.array(z.unknown()).max(0, { error: "Functions are not passed on: leave them out." }).nullish(),
});

/** A request for a completion in our words. */
export type CompletionOrder = {
  model: string;
  stream: boolean;
  includeUsage: boolean;
  /** The person it is for, as the caller names them. */
  userId: string | undefined;
  /** What the caller tells the model, from its system and developer messages. */
  instructions: string | undefined;
  /** Begins with a user's message; ends with one, or with what a tool found. */
  messages: ModelMessage[];
  tools: Pick<TextRequest, "tools" | "toolChoice">;
  /** 0 to 2. */
  temperature: number | undefined;
  maxTokens: number | undefined;
  stop: string[];
  jsonSchema: TextRequest["jsonSchema"];
};

/** Reads a checked body. Throws 400 where the messages hold no question. */
export function readOrder(body: z.infer<typeof completionSchema>): CompletionOrder {
  const instructions: string[] = [];
  const said: ModelMessage[] = [];
  for (const [index, message] of body.messages.entries()) {
    const { role } = message;
    const text = textOf(message.content ?? "", index);
    if (role === "system" || role === "developer") instructions.push(text);
    else if (role === "tool") said.push({ role, content: text, toolCallId: callIdOf(message, index) });
    else if (role === "assistant" && message.tool_calls?.length)
      said.push({ role, content: text, toolCalls: readToolCalls(message.tool_calls) });
    else add(said, { role, content: text });
  }
  const last = said.at(-1);
  if (!last || last.role === "assistant" || (last.role === "user" && last.content.trim() === "")) {
    throw refused("messages", "The last message must be the user's, and say something.");
  }
  const maxTokens = body.max_completion_tokens ?? body.max_tokens ?? undefined;
  const format = body.response_format;
  return {
    model: body.model,
    stream: body.stream === true,
    includeUsage: body.stream_options?.include_usage === true,
    userId: body.user ?? undefined,
    instructions: instructions.length > 0 ? instructions.join("\n\n") : undefined,
    messages: said,
    tools: readTools(body.tools, body.tool_choice),
    temperature: body.temperature ?? undefined,
    maxTokens: maxTokens === undefined ? undefined : Math.min(maxTokens, longestAnswer),
    stop: body.stop == null ? [] : [body.stop].flat(),
    jsonSchema: format ? jsonSchemaOf(format) : undefined,
  };
}

/** Of a loose union: checked above. */
function jsonSchemaOf(format: { type: string; json_schema?: unknown }): TextRequest["jsonSchema"] {
  if (format.type === "json_object") return anyJsonObject;
  if (format.type !== "json_schema") return undefined;
  return z.object({ name: z.string(), schema: z.record(z.string(), z.unknown()) }).parse(format.json_schema);
}

function textOf(given: z.infer<typeof content>, index: number): string {
  const text = typeof given === "string" ? given : given.map((part) => part.text).join("\n");
  if (text.includes("\u0000") || !text.isWellFormed()) {
    throw refused(`messages.${index}.content`, "Holds characters that cannot be stored.");
  }
  return text;
}

function callIdOf({ tool_call_id: id }: { tool_call_id?: string | null | undefined }, index: number): string {
  if (id != null) return id;
  throw refused(`messages.${index}.tool_call_id`, "Must name the call that this is the result of.");
}

/**
 * A workspace's turn is of words: the messages as a history and a question. Throws 400 where tools are in them.
 */
export function questionOf({ messages, tools }: CompletionOrder): {
  history: ModelMessage[];
  message: string;
} {
  if (tools.tools) throw refused("tools", "A workspace has its own tools; pass yours to a plain model.");
  const last = messages.at(-1);
  const withTools = messages.some(
    (one) => one.role === "tool" || (one.role === "assistant" && one.toolCalls),
  );
  if (withTools || last?.role !== "user") {
    throw refused("messages", "A workspace has its own tools; pass yours to a plain model.");
  }
  return { history: messages.slice(0, -1), message: last.content.trim() };
}

/** Two messages of one side in a row are one: not every provider takes them apart. An answer before any question goes. */
function add(said: ModelMessage[], next: { role: "user" | "assistant"; content: string }): void {
  const before = said.at(-1);
  if (before?.role === next.role && !("toolCalls" in before))
    said[said.length - 1] = { ...next, content: `${before.content}\n\n${next.content}` };
  else if (before || next.role === "user") said.push(next);
}

function refused(field: string, message: string): AppError {
  return new AppError("invalid_request", { field, message });
}
