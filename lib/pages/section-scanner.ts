/** What became whole: the text before the sections as an object of its own, and each section. */
type Found = { head: string | null; sections: { index: number; text: string }[] };

/** Finds where the object, its `sections` and each element begin and end; knows JSON's brackets and strings, no more. */
export function sectionScanner() {
  let text = "";
  let at = 0;
  let depth = 0;
  let inString = false;
  let stringStart = 0;
  let lastString = "";
  let rootStart = -1;
  let rootEnd = -1;
  let inSections = false;
  let elementStart = -1;
  let sectionCount = 0;

  function scan(piece: string): Found {
    text += piece;
    const found: Found = { head: null, sections: [] };
    for (; at < text.length && rootEnd < 0; at += 1) step(found);
    return found;
  }

  function step(found: Found): void {
    const character = text[at];
    if (inString) stepInString(character);
    else if (character === "{" || character === "[") open(character, found);
    else if (character === "}" || character === "]") close(found);
    else if (character === '"' && depth > 0) {
      inString = true;
      stringStart = at;
    }
  }

  function stepInString(character: string | undefined): void {
    if (character === "\\") at += 1;
    if (character !== '"') return;
    inString = false;
    if (depth === 1) lastString = text.slice(stringStart + 1, at);
  }

  function open(character: "{" | "[", found: Found): void {
    if (depth === 0 && character === "[") return;
    if (depth === 0) rootStart = at;
    if (depth === 1 && character === "[" && lastString === "sections") {
      inSections = true;
      found.head = `${text.slice(rootStart, stringStart).trimEnd().replace(/,$/, "")}}`;
    }
    if (depth === 2 && inSections) elementStart = at;
    depth += 1;
  }

  function close(found: Found): void {
    if (depth === 0) return;
    depth -= 1;
    if (depth === 2 && inSections) {
      found.sections.push({ index: sectionCount, text: text.slice(elementStart, at + 1) });
      sectionCount += 1;
      elementStart = -1;
    }
    if (depth === 1) inSections = false;
    if (depth === 0) rootEnd = at + 1;
  }

  function end() {
    return {
      whole: rootEnd < 0 ? null : text.slice(rootStart, rootEnd),
      unfinished: elementStart < 0 ? null : text.slice(elementStart),
      sectionCount,
    };
  }

  return { scan, end };
}
