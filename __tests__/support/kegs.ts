import type { Browser } from "./app-request.ts";

/** A question that several documents are about, and those documents. */
export const kegQuestion = "How is a Bramling keg cleaned?";
const kegs = [
  ["Warm water", "A Bramling keg is cleaned with warm water and a brush."],
  ["Steam", "A Bramling keg is cleaned by steam where a boiler is at hand, for nine minutes."],
  ["Storage", "A cleaned Bramling keg is stored upside down, with its lid beside it."],
  ["Inspection", "Whoever has cleaned a Bramling keg signs the card that hangs on its handle."],
];

/** Gives a workspace the documents that `kegQuestion` is asked of, and more where a test needs them. */
export async function addKegs(
  browser: Browser,
  headers: Record<string, string>,
  more: [title: string, text: string][] = [],
): Promise<void> {
  for (const [title, content] of [...kegs, ...more]) {
    const json = { title, content: `# ${title}\n\n${content}` };
    const response = await browser.ask("/api/admin/documents", { method: "POST", json, headers });
    if (response.status !== 200) throw new Error(await response.text());
  }
}
