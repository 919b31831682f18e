/** Words of JSON Schema that strict structured output enforces; others it refuses, so they stay with the validator. */
const kept = new Set(["type", "description", "enum", "const", "$ref", "pattern", "minItems", "maxItems"]);

type Schema = Record<string, unknown>;

const cache = new WeakMap<Schema, Schema>();

/**
 * A JSON schema in the subset that OpenAI's strict mode takes: every object closed, every property required,
 * and one that was optional may be null instead (developers.openai.com/api/docs/guides/structured-outputs).
 */
export function openaiStrictSchema(schema: Schema): Schema {
  const known = cache.get(schema);
  if (known) return known;
  const strict = strictOf(schema);
  cache.set(schema, strict);
  return strict;
}

function strictOf(schema: unknown): Schema {
  if (!isSchema(schema)) return {};
  const strict: Schema = {};
  for (const [word, value] of Object.entries(schema)) if (kept.has(word)) strict[word] = value;

  const variants = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(variants)) strict.anyOf = variants.map(strictOf);
  if (schema.items !== undefined) strict.items = strictOf(schema.items);
  if (isSchema(schema.$defs)) strict.$defs = mapValues(schema.$defs, strictOf);
  if (isSchema(schema.properties)) Object.assign(strict, closedObject(schema, schema.properties));
  return strict;
}

function closedObject(schema: Schema, properties: Schema): Schema {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const all = Object.entries(properties).map(([name, property]) => [
    name,
    required.has(name) ? strictOf(property) : { anyOf: [strictOf(property), { type: "null" }] },
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(all),
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

function mapValues(schema: Schema, change: (value: unknown) => Schema): Schema {
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, change(value)]));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
