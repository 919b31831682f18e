import { mostLevels } from "./limits.ts";
import { UnreadableFile } from "./reader.ts";
import { tableText } from "./table-text.ts";

/**
 * JSON as Markdown that can be read and found: objects in a list become a table or records, the other values stand
 * behind their path ("delivery.days: Monday, Thursday"), and each key of the outermost object that holds more than
 * one value is a heading. Throws UnreadableFile above `mostValues` or too many levels.
 */
export function jsonText(value: unknown, mostValues: number): string {
  const room = { values: mostValues };
  if (!isObject(value)) return partText(value, "", room);
  const entries = Object.entries(value);
  const plain = entries.filter(([, part]) => !isNested(part));
  const nested = entries.filter(([, part]) => isNested(part));
  const lines = plain.flatMap(([key, part]) => linesOf(part, oneLine(key), room, 1));
  const sections = nested.map(
    ([key, part]) => `## ${oneLine(key) || "(no name)"}\n\n${partText(part, "", room)}`,
  );
  return [lines.join("\n"), ...sections].filter((part) => part !== "").join("\n\n");
}

type Room = { values: number };

function partText(value: unknown, path: string, room: Room): string {
  const table = tableOf(value, room);
  if (table !== undefined) return table;
  if (Array.isArray(value) && value.some(isNested))
    return value
      .map((item, index) => linesOf(item, `${path}[${index + 1}]`, room, 1).join("\n"))
      .join("\n\n");
  return linesOf(value, path, room, 1).join("\n");
}

/** A list of objects whose values are plain, as a table. */
function tableOf(value: unknown, room: Room): string | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isFlatObject)) return undefined;
  const columns = [...new Set(value.flatMap((row) => Object.keys(row)))];
  take(room, value.length * Math.min(columns.length, 20));
  const rows = value.map((row) => columns.map((column) => plainText(row[column])));
  return tableText(columns, rows);
}

function linesOf(value: unknown, path: string, room: Room, level: number): string[] {
  take(room, 1);
  if (level > mostLevels) throw new UnreadableFile("This JSON is nested too deeply to be read.");
  if (!isNested(value)) {
    const text = plainText(value);
    return text === "" ? [] : [path === "" ? text : `${path}: ${text}`];
  }
  if (Array.isArray(value))
    return value.flatMap((item, index) => linesOf(item, `${path}[${index + 1}]`, room, level + 1));
  return Object.entries(value as object).flatMap(([key, part]) =>
    linesOf(part, path === "" ? oneLine(key) : `${path}.${oneLine(key)}`, room, level + 1),
  );
}

function take(room: Room, values: number): void {
  room.values -= values;
  if (room.values < 0)
    throw new UnreadableFile(
      "This JSON holds too many values for one document. Split it into several files.",
    );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Not a value, nor a list of values. */
function isNested(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => item !== null && typeof item === "object");
  return isObject(value);
}

function isFlatObject(value: unknown): value is Record<string, unknown> {
  return isObject(value) && Object.values(value).every((part) => !isNested(part));
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.map(plainText).filter(Boolean).join(", ") : oneLine(String(value));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
