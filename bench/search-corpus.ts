import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** A passage of real prose: `title` names the file it stands in. */
export type CorpusPassage = { title: string; content: string };

/** Long enough to be about something, short enough to be one passage. */
const fewestCharacters = 600;
const mostCharacters = 1_500;

export type Corpus = {
  passages: CorpusPassage[];
  /** How many of them stand so in a file; the others are its sentences dealt anew. */
  asWritten: number;
  /** Sentences of 10 to 40 words, of passages that are not among them. */
  questions: string[];
};

/** One passage in so many is kept out of the corpus, to ask by its sentences. */
const askedShare = 40;

/**
 * Real prose to search in, without a corpus in the repository: the paragraphs of README, CHANGELOG and
 * documentation files and of doc comments below `folder` (node_modules), each paragraph once, neighbours joined
 * to passages of 600 to 1,500 characters. The order is that of the paths mixed by a fixed rule, so the same
 * installation gives the same passages. Where there is less prose than `size` passages, the rest is made of the same
 * sentences, dealt anew by a fixed rule: real words and sentences, but no new ones.
 */
export async function readCorpus(folder: string, size: number): Promise<Corpus> {
  const written = await readPassages(folder);
  const asked = written.filter((_, at) => at % askedShare === 0);
  const kept = written.filter((_, at) => at % askedShare !== 0);
  const passages = kept.slice(0, size);
  return {
    passages: [...passages, ...dealt(kept, size - passages.length)],
    asWritten: passages.length,
    questions: asked.flatMap(({ content }) => sentencesOf(content).filter(isLong).slice(0, 1)),
  };
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/);
}

function isLong(sentence: string): boolean {
  const words = sentence.split(" ").length;
  return words >= 10 && words <= 40;
}

/** Passages of sentences that stand far from each other in the corpus. */
function dealt(from: CorpusPassage[], amount: number): CorpusPassage[] {
  const sentences = from.flatMap(({ content }) => sentencesOf(content));
  // A step that shares no factor with any length but its own multiples passes every sentence before it repeats one.
  const step = 7_919;
  const passages: CorpusPassage[] = [];
  for (let at = 0, made = 0; made < amount; made += 1) {
    let content = "";
    while (content.length < fewestCharacters) {
      content =
        `${content} ${sentences[(at * step + Math.floor((at * step) / sentences.length)) % sentences.length]}`.trim();
      at += 1;
    }
    passages.push({
      title: from[made % from.length]?.title ?? "",
      content: content.slice(0, mostCharacters),
    });
  }
  return passages;
}

async function readPassages(folder: string): Promise<CorpusPassage[]> {
  const files = await proseFiles(folder);
  const seen = new Set<string>();
  const passages: CorpusPassage[] = [];
  for (const file of files) {
    const text = await readFile(file, "utf8");
    const paragraphs = (/\.mdx?$/i.test(file) ? text.split(/\n\s*\n/) : docComments(text))
      .map(cleaned)
      .filter(isProse)
      .filter((paragraph) => !seen.has(paragraph) && seen.add(paragraph));
    const title = relative(folder, file)
      .replace(/\.[^/]+$/, "")
      .replaceAll(/[/_-]+/g, " ");
    for (const content of joined(paragraphs)) passages.push({ title, content });
  }
  return passages;
}

async function proseFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:mdx?|d\.[cm]?ts)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, order: mixed(relative(folder, path)) }))
    .sort((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}

/** FNV-1a: neighbours in the alphabet are about the same thing, and a part of the corpus should be like all of it. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}

function docComments(text: string): string[] {
  return [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].flatMap(([, comment = ""]) =>
    comment.replaceAll(/^[ \t]*\* ?/gm, "").split(/\n\s*\n|\n(?=@)/),
  );
}

function cleaned(paragraph: string): string {
  return paragraph
    .replaceAll(/```[\s\S]*?(?:```|$)|<[^>]*>|!\[[^\]]*\]\([^)]*\)|\{@\w+ ([^}]*)\}/g, " $1 ")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)|^@\w+(?: \{[^}]*\})?/g, "$1")
    .replaceAll(/https?:\S+|\b[0-9a-f]{7,40}\b/g, " ")
    .replaceAll(/[*_`#>|]+/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Sentences rather than code, tables or lists of links: mostly letters, and words of everyday grammar. */
function isProse(paragraph: string): boolean {
  if (paragraph.length < 50 || paragraph.length > mostCharacters) return false;
  const letters = paragraph.match(/[a-z ]/gi)?.length ?? 0;
  const grammar =
    paragraph.match(/\b(?:the|a|an|is|are|to|of|and|in|for|that|be|with|this|if)\b/gi)?.length ?? 0;
  return letters / paragraph.length > 0.82 && grammar >= 2 && grammar / paragraph.split(" ").length > 0.1;
}

/** A short rest at a file's end goes with the passage before it where it fits, and is left out where it does not. */
function joined(paragraphs: string[]): string[] {
  const passages: string[] = [];
  let open = "";
  for (const paragraph of paragraphs) {
    if (open.length >= fewestCharacters || open.length + paragraph.length > mostCharacters) {
      if (open.length >= fewestCharacters) passages.push(open);
      open = "";
    }
    open = open === "" ? paragraph : `${open}\n\n${paragraph}`;
  }
  if (open.length >= fewestCharacters) passages.push(open);
  return passages;
}
