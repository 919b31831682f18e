/**
 * Turns a JSON Schema into the part of it that both Anthropic's structured outputs and OpenAI's strict
 * `json_schema` accept: closed objects whose properties are all required (an optional one may be null),
 * `anyOf` instead of `oneOf`, no bounds and no patterns. The bounds go into the description, where a
 * model can read them; whoever receives the answer checks them.
 * Anthropic counts properties of more than one type and refuses more than 16 of them in one schema.
 */
export type JsonSchema = { [keyword: string]: unknown };

const bounds = ["minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern"];

export function toStrictJsonSchema(schema: JsonSchema): JsonSchema {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(alternatives)) return { anyOf: alternatives.map(toStrictJsonSchema) };
  if (schema.const !== undefined) return { type: "string", enum: [schema.const] };
  return {
    type: schema.type,
    ...(schema.enum !== undefined && { enum: schema.enum }),
    ...limitsOf(schema),
    ...(schema.type === "array" && { items: toStrictJsonSchema(schema.items as JsonSchema) }),
    ...(schema.type === "object" && closedObject(schema)),
  };
}

function closedObject(schema: JsonSchema): JsonSchema {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const required = new Set((schema.required ?? []) as string[]);
  const strict = properties.map(([name, property]) => {
    const value = toStrictJsonSchema(property);
    return [name, required.has(name) ? value : { anyOf: [value, { type: "null" }] }] as const;
  });
  return {
    properties: Object.fromEntries(strict),
    required: properties.map(([name]) => name),
    additionalProperties: false,
  };
}

function limitsOf(schema: JsonSchema): JsonSchema {
  const limits = bounds
    .filter((keyword) => schema[keyword] !== undefined && !isSafeIntegerLimit(schema[keyword]))
    .map((keyword) => `${keyword} ${String(schema[keyword])}`);
  const description = [schema.description, limits.join(", ")].filter(Boolean).join(" ");
  return description === "" ? {} : { description };
}

/** zod writes the range of a safe integer beside every integer; it tells a model nothing. */
function isSafeIntegerLimit(limit: unknown): boolean {
  return Math.abs(Number(limit)) === Number.MAX_SAFE_INTEGER;
}

/** What such a schema wrote, with its nulls taken as absent. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([, property]) => property !== null);
  return Object.fromEntries(kept.map(([name, property]) => [name, withoutNulls(property)]));
}
