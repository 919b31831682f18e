import { readFileSync } from "node:fs";
import { fileBeside } from "../../file-beside.ts";

/**
 * What people write who show nothing about their work: greetings, questions any customer asks,
 * consumers, pupils, other trades, and everyday subjects that borrow the words of business. They are
 * the background every persona is learned against, so they name no company's personas. One a line.
 */
export const everydayMessages: readonly string[] = readFileSync(
  fileBeside(import.meta.url, "everyday-messages.txt"),
  "utf8",
)
  .trim()
  .split("\n");
