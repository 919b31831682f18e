import { expect, test } from "@jest/globals";
import { z } from "zod";
import { openaiStrictSchema } from "../../../lib/models/openai-strict-schema.ts";
import { pageSchema } from "../../../lib/pages/page-spec.ts";

/** Every word of JSON Schema in a schema, except the names of properties and definitions. */
function wordsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(wordsOf);
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([word, value]) => {
    if (word === "properties" || word === "$defs") return [word, ...Object.values(value).flatMap(wordsOf)];
    return word === "enum" || word === "required" ? [word] : [word, ...wordsOf(value)];
  });
}

/** Every schema of an object in a schema. */
function objectsOf(schema: unknown): Record<string, unknown>[] {
  if (typeof schema !== "object" || schema === null) return [];
  const inner = Object.values(schema).flatMap(objectsOf);
  return "type" in schema && schema.type === "object" ? [schema, ...inner] : inner;
}

test("the page catalogue becomes a schema with nothing that strict mode refuses", () => {
  const strict = openaiStrictSchema(z.toJSONSchema(pageSchema, { io: "input" }) as Record<string, unknown>);
  const refused = [
    "oneOf",
    "allOf",
    "minLength",
    "maxLength",
    "format",
    "default",
    "$schema",
    "propertyNames",
  ];
  expect(wordsOf(strict).filter((word) => refused.includes(word))).toEqual([]);
  expect(objectsOf(strict).length).toBeGreaterThan(10);
  expect(objectsOf(strict).filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([]);
});

test("every property is required, and what was optional may be null", () => {
  const schema = z.toJSONSchema(z.object({ a: z.string(), b: z.number().optional() }), { io: "input" });
  expect(openaiStrictSchema(schema as Record<string, unknown>)).toEqual({
    type: "object",
    properties: { a: { type: "string" }, b: { anyOf: [{ type: "number" }, { type: "null" }] } },
    required: ["a", "b"],
    additionalProperties: false,
  });
});
