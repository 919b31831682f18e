/** The API's own description: every route is in it, it is well-formed, and its examples are what the schemas take. */
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { GET } from "../../../app/api/openapi.json/route.ts";
import { startTestRuntime } from "../../support/runtime.ts";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Media = { schema: object; example?: unknown };
type Operation = {
  summary: string;
  tags: string[];
  security: Record<string, unknown>[];
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
};

let document: Document;
let operations: [where: string, operation: Operation, path: string][];

beforeAll(async () => {
  startTestRuntime();
  const response = await GET(new Request("http://localhost/api/openapi.json"), {
    params: Promise.resolve({}),
  });
  expect(response.status).toBe(200);
  document = (await response.json()) as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): [string, Operation, string] => [
      `${method} ${path}`,
      one,
      path,
    ]),
  );
});

/** Addresses that only say that there is nothing. */
const catchAlls = /\[\[/;

test("every route and every method it knows is described, and nothing else", async () => {
  const found: string[] = [];
  for await (const file of glob("app/api/**/route.ts", { cwd: process.cwd() })) {
    if (catchAlls.test(file)) continue;
    const path = `/${file.split("/").slice(1, -1).join("/")}`.replace(/\[(\w+)\]/g, "{$1}");
    const route = await import(join(process.cwd(), file));
    const answer = await route.OPTIONS(new Request("http://localhost/", { method: "OPTIONS" }), {
      params: Promise.resolve({}),
    });
    const allowed = String(answer.headers.get("allow")).split(", ");
    for (const method of allowed.filter((one) => one !== "HEAD" && one !== "OPTIONS")) {
      found.push(`${method.toLowerCase()} ${path}`);
    }
  }
  expect(operations.map(([where]) => where).sort()).toEqual(found.sort());
});

test("it is OpenAPI 3.1: its parts are there, its references lead somewhere, its path parameters are named", () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
  expect(document.info).toMatchObject({ title: "BevGenie", version: expect.any(String) });
  for (const [where, { summary, responses, parameters = [], security }, path] of operations) {
    expect([where, summary]).toEqual([where, expect.stringMatching(/./)]);
    expect([where, Object.keys(responses).every((status) => /^[2-5]\d\d$/.test(status))]).toEqual([
      where,
      true,
    ]);
    expect([where, Object.values(responses).every(({ description }) => description !== "")]).toEqual([
      where,
      true,
    ]);
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const given = parameters.filter((one) => one.in === "path");
    expect([where, given.map(({ name }) => name).sort()]).toEqual([where, named.sort()]);
    expect([where, given.every(({ required }) => required === true)]).toEqual([where, true]);
    for (const scheme of security.flatMap((one) => Object.keys(one))) {
      expect(document.components.securitySchemes).toHaveProperty(scheme);
    }
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => String(to));
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) {
    expect([reference, resolve(reference)]).toEqual([reference, expect.anything()]);
  }
});

function resolve(reference: string): unknown {
  return reference
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
}

test("every request has an example, and every example fits its schema", () => {
  let checked = 0;
  for (const [where, { requestBody, responses }] of operations) {
    const body = requestBody?.content["application/json"];
    if (requestBody) expect([where, body?.example]).toEqual([where, expect.anything()]);
    const media = [body, ...Object.values(responses).map(({ content }) => content?.["application/json"])];
    for (const one of media) {
      if (one?.example === undefined) continue;
      checked += 1;
      expect([where, faults(one.schema, one.example as Json)]).toEqual([where, []]);
    }
  }
  expect(checked).toBeGreaterThan(15);
});

test("the check itself finds what does not fit", () => {
  const schema = { type: "object", properties: { a: { type: "integer" } }, required: ["a"] };
  expect(faults(schema, { a: 1 })).toEqual([]);
  expect(faults(schema, { a: "1" })).toHaveLength(1);
  expect(faults(schema, {})).toHaveLength(1);
  expect(faults({ ...schema, additionalProperties: false }, { a: 1, b: 2 })).toHaveLength(1);
});

type Schema = {
  $ref?: string;
  type?: string | string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: Json[];
  const?: Json;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
};

/** As much of JSON Schema as the document uses for what is exemplified in it. */
function faults(given: object, value: Json, at = "$"): string[] {
  const schema = given as Schema;
  if (schema.$ref) return faults(resolve(schema.$ref) as object, value, at);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.some((one) => faults(one, value, at).length === 0) ? [] : [`${at}: fits none`];
  if (schema.const !== undefined && schema.const !== value) return [`${at}: is not ${schema.const}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: is none of ${schema.enum}`];
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return [`${at}: is no ${types}`];
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => (schema.items ? faults(schema.items, one, `${at}[${index}]`) : []));
  }
  if (value === null || typeof value !== "object") return [];
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name}`);
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, one]) => {
      const own = schema.properties?.[name];
      if (own) return faults(own, one, `${at}.${name}`);
      if (schema.additionalProperties === false) return [`${at}.${name}: unknown`];
      return typeof schema.additionalProperties === "object"
        ? faults(schema.additionalProperties, one, `${at}.${name}`)
        : [];
    }),
  ];
}

function isOf(type: string, value: Json): boolean {
  if (type === "null") return value === null;
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
