import type { FinishReason, TextModel, TextRequest, Usage } from "../models/model.ts";
import { ModelError } from "../models/model-error.ts";
import type { PageAssembly, PagePart } from "../pages/assemble-page.ts";
import { type PageBlock, pageCompiler } from "../pages/compile-page.ts";
import { restOfPageRequest, type WholeParts } from "../pages/page-prompt.ts";

/** What is known of a model's work once it has ended. */
export type Tally = {
  reason: FinishReason;
  usage: Usage | null;
  provider: string;
  model: string;
  retryCount: number;
  fallbackUsed: boolean;
};

export type PageCall = {
  model: TextModel;
  request: TextRequest;
  signal: AbortSignal;
};

/** How often a page that broke is gone on with. */
const mostBreaks = 2;

/**
 * Streams a page into the assembly and yields what may be shown. A stream that breaks is gone on with by another
 * model where there is one: the blocks that were whole stay, and it writes the page on from the one that broke.
 * Throws ModelError when that breaks too often.
 */
export async function* readPage(
  call: PageCall,
  assembly: PageAssembly,
  currency: string,
): AsyncGenerator<PagePart, { written: string; tally: Tally }> {
  const kept: WholeParts = { head: null, sections: [] };
  let { request } = call;
  let broken = 0;
  let written = "";

  for (;;) {
    const author = newAuthor(call.model);
    const text = modelText({ ...call, request }, author);
    const compiler = pageCompiler(currency);
    const place = placing(kept);
    try {
      for (let next = await text.next(); ; next = await text.next()) {
        const blocks = next.done ? compiler.end() : compiler.read(next.value);
        for (const block of blocks) {
          const placed = place(block);
          if (!placed) continue;
          keep(kept, placed);
          yield* assembly.accept(placed);
        }
        if (!next.done) {
          written += next.value;
          continue;
        }
        const { retryCount, fallbackUsed } = next.value;
        const otherwise = { retryCount: retryCount + broken, fallbackUsed: fallbackUsed || broken > 0 };
        return { written, tally: { ...next.value, ...(broken > 0 && otherwise) } };
      }
    } catch (error) {
      if (!(error instanceof ModelError) || written === "" || broken === mostBreaks) throw error;
      broken += 1;
      const { provider, model } = author;
      request = { ...restOfPageRequest(call.request, kept), lastResort: { provider, model } };
      written = writtenSoFar(kept);
    }
  }
}

type Author = Pick<Tally, "provider" | "model" | "retryCount" | "fallbackUsed">;

function newAuthor({ provider, model }: TextModel): Author {
  return { provider, model, retryCount: 0, fallbackUsed: false };
}

/** A model's text; `author` is kept up to date for whoever has to know who broke off. */
export async function* modelText(
  { model, request, signal }: PageCall,
  author: Author = newAuthor(model),
): AsyncGenerator<string, Tally> {
  for await (const part of model.streamText(request, signal)) {
    if (part.type === "text") yield part.text;
    if (part.type === "answer-start") {
      const { provider, model: name, retryCount, fallbackUsed } = part;
      Object.assign(author, { provider, model: name, retryCount, fallbackUsed });
    }
    if (part.type === "finish") return { ...author, reason: part.reason, usage: part.usage };
  }
  throw new ModelError("cut_off", "the page's stream ended without an end");
}

function keep(kept: WholeParts, block: PageBlock): void {
  if (block.type === "head") kept.head = JSON.stringify(block.head);
  if (block.type === "section") kept.sections[block.index] = JSON.stringify(block.section);
  if (block.type === "invalid" && block.part !== "head") kept.sections[block.part] = block.text;
}

function writtenSoFar({ head, sections }: WholeParts): string {
  return head === null ? "" : `${head.replace(/\}$/, "")},"sections":[${sections.join(",")}`;
}

/**
 * Where the blocks of a continuation stand in the whole page; null for what is there already. A model that was
 * asked for the rest may repeat a section, or write the whole page again, which shows by its first section.
 */
function placing(kept: WholeParts): (block: PageBlock) => PageBlock | null {
  const before = kept.sections.length;
  const headKept = kept.head !== null;
  let repeated: number | null = null;

  return (block) => {
    if (block.type === "head") return headKept ? null : block;
    if (block.type === "invalid" && block.part === "head") return headKept ? null : block;
    if (before === 0) return block;
    const index = block.type === "section" ? block.index : Number(block.part);
    repeated ??= repeatedBy(block, kept.sections.slice(0, before));
    if (index < repeated) return null;
    // The rest of a page that had all its sections is empty.
    if (block.type === "invalid" && block.text === "") return null;
    const at = before + index - repeated;
    return block.type === "section" ? { ...block, index: at } : { ...block, part: at };
  };
}

function repeatedBy(first: PageBlock, sections: string[]): number {
  const text = first.type === "section" ? JSON.stringify(first.section) : null;
  const same = text === null ? -1 : sections.lastIndexOf(text);
  if (same >= 0) return sections.length - same;
  const opens = first.type === "section" && first.section.type === "hero";
  return opens && sections[0]?.includes('"type":"hero"') ? sections.length : 0;
}
