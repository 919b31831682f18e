import type { TextFilter } from "./text-filter.ts";

/** A blank and the brackets: "[2]", "[1, 3]", "[1][2]" one by one, and the full-width form some models write. */
const mark =
  /[ \t]?(?:\[\s*(\d{1,6}(?:\s*[,;]\s*\d{1,6}){0,9})\s*\]|【\s*(\d{1,6})(?:†[^】\n]{0,40})?\s*】)/g;

/** The end of a text that may still become a mark. */
const halfMark = /[ \t]?(?:\[[\d\s,;]{0,80}|【[^】\n]{0,60})?$/;

/**
 * Takes citation marks out of a streamed answer that name no source (sources count from 1 to `sourceCount`), and
 * writes the others alike: "[1, 3]" becomes "[1][3]".
 */
export function citationFilter(sourceCount: number): TextFilter {
  let kept = "";
  return {
    read(piece) {
      const text = kept + piece;
      const at = halfMark.exec(text)?.index ?? text.length;
      kept = text.slice(at);
      return rewrite(text.slice(0, at), sourceCount);
    },
    end() {
      const rest = rewrite(kept, sourceCount);
      kept = "";
      return rest;
    },
  };
}

function rewrite(text: string, sourceCount: number): string {
  return text.replace(mark, (whole: string, list?: string, single?: string) => {
    const blank = /^[ \t]/.exec(whole)?.[0] ?? "";
    const numbers = (list ?? single ?? "").split(/[,;]/).map(Number);
    const known = numbers.filter((n) => n >= 1 && n <= sourceCount);
    return known.length === 0 ? "" : blank + known.map((n) => `[${n}]`).join("");
  });
}
