import { z } from "zod";
import type { ZodOpenApiOperationObject } from "zod-openapi";

/** Who may call. */
type Access = "anyone" | "visitor" | "caller" | "operator" | "owner";

type Media = "application/json" | "text/event-stream" | "application/x-ndjson" | "text/plain";

type Described = {
  summary: string;
  description?: string;
  tag: string;
  access: Access;
  /** Names of the ids in the path. */
  path?: z.ZodObject;
  query?: z.ZodObject;
  header?: z.ZodObject;
  body?: { schema: z.ZodType; example: unknown; others?: Record<string, { schema: z.ZodType }> };
  status?: number;
  answer: z.ZodType;
  /** JSON unless another is named. */
  media?: Media;
  example?: unknown;
  /** Other shapes the same answer comes in, by media type, and what they hold. */
  others?: Partial<Record<Media, string>>;
  /** Refusals of its own, beside those that every address has. */
  refusals?: number[];
  /** Their shape, where it is not the usual one. */
  refusal?: z.ZodType;
};

const error = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      requestId: z.string(),
      field: z.string().optional(),
      retryAfterSeconds: z.number().optional(),
      turnId: z.string().optional(),
    }),
  })
  .meta({
    id: "Error",
    example: {
      error: { code: "invalid_request", message: "Must not be empty.", requestId: "…", field: "message" },
    },
  });

/** Under /api/v1. */
export const openaiError = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .meta({ id: "OpenAIError" });

const meanings: Record<number, string> = {
  400: "The request is not valid; `field` names what is wrong.",
  401: "No credentials, or wrong ones.",
  402: "Not enough energy is left.",
  403: "No right to that workspace or action.",
  404: "There is nothing at this address, or it is another's.",
  409: "Superseded by a newer message, an idempotency key used again with another body, or changed since it was read.",
  410: "It is no longer to be had.",
  413: "The body is too large.",
  415: "The media type is not one of those read here.",
  429: "Too many requests; `Retry-After` says when to try again.",
  503: "No model can answer; `Retry-After` says when to try again.",
};

const security: Record<Access, Record<string, string[]>[]> = {
  anyone: [],
  visitor: [{ visitor: [] }],
  caller: [{ key: [] }, { operator: [] }],
  operator: [{ key: [] }, { operator: [] }],
  owner: [{ key: [] }, { operator: [] }],
};

/** One line of the contract as OpenAPI writes it. */
export function operation(described: Described): ZodOpenApiOperationObject {
  const { summary, description, tag, access, body, status = 200, answer, example } = described;
  const { path, query, header } = described;
  const parameters = { ...(path && { path }), ...(query && { query }), ...(header && { header }) };
  return {
    summary,
    ...(description && { description }),
    tags: [tag],
    security: security[access],
    ...(Object.keys(parameters).length > 0 && { requestParams: parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: body.schema, example: body.example }, ...body.others },
      },
    }),
    responses: {
      [status]: {
        description: "Answered.",
        content: {
          [described.media ?? "application/json"]: {
            schema: answer,
            ...(example !== undefined && { example }),
          },
          ...Object.fromEntries(
            Object.entries(described.others ?? {}).map(([media, holds]) => [
              media,
              { schema: z.string().meta({ description: holds }) },
            ]),
          ),
        },
      },
      ...refusalsOf(described),
    },
  };
}

function refusalsOf({ access, path, body, refusals = [], refusal: schema = error }: Described) {
  const statuses = new Set([
    ...(body ? [400, 413, 415] : []),
    ...(access === "anyone" || access === "visitor" ? [] : [401, 403]),
    ...(path ? [404] : []),
    ...refusals,
  ]);
  return Object.fromEntries(
    [...statuses]
      .sort()
      .map((status) => [
        String(status),
        { description: meanings[status] ?? "Refused.", content: { "application/json": { schema } } },
      ]),
  );
}

export const idPath = z.object({ id: z.guid() });
export const someId = "0d6f7a52-6a0c-4e3b-9a1b-1f2f6e6f4f10";
