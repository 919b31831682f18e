import { describe, expect, test } from "@jest/globals";
import { pageJsonSchema, repairsJsonSchema } from "../../../lib/pages/page-draft.ts";

type Node = { [keyword: string]: unknown };

function schemasIn(schema: Node): Node[] {
  const below = [
    ...Object.values((schema.properties ?? {}) as Record<string, Node>),
    ...((schema.anyOf ?? []) as Node[]),
    ...(schema.items ? [schema.items as Node] : []),
  ];
  return [schema, ...below.flatMap(schemasIn)];
}

describe.each([
  ["the page", pageJsonSchema],
  ["its repairs", repairsJsonSchema],
])("the JSON Schema of %s", (_, schema) => {
  const all = schemasIn(schema);

  test("uses only words that both providers' strict modes know", () => {
    const known = [
      "type",
      "enum",
      "anyOf",
      "description",
      "properties",
      "required",
      "additionalProperties",
      "items",
    ];
    expect([...new Set(all.flatMap(Object.keys))].filter((word) => !known.includes(word))).toEqual([]);
  });

  test("closes every object and requires every property", () => {
    for (const object of all.filter(({ type }) => type === "object")) {
      expect(object.additionalProperties).toBe(false);
      expect(object.required).toEqual(Object.keys(object.properties as Node));
    }
  });

  test("stays within 16 properties of more than one type, and is an object itself", () => {
    expect(all.filter(({ anyOf }) => anyOf !== undefined).length).toBeLessThanOrEqual(16);
    expect(schema.type).toBe("object");
  });

  test("asks for no sources, addresses, currency or slider ranges", () => {
    const names = all.flatMap(({ properties }) => Object.keys((properties ?? {}) as Node));
    for (const ours of ["url", "documentId", "currency", "min", "max", "step"])
      expect(names).not.toContain(ours);
  });
});
