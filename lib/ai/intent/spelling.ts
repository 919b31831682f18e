/** Shorter words have too many neighbours that are words themselves ("band", "brand"). */
const SHORTEST = 5;
const LONGEST = 24;

/** Gives the known word that an unknown one was meant to be, or undefined. */
export type Spelling = (word: string) => string | undefined;

/**
 * Learns the spelling of a vocabulary (words with how often each occurs; the more frequent neighbour
 * wins, then the one that comes first). A word of five to 24 letters is taken for a known one when
 * they differ by one letter left out, added or changed, or by two neighbours swapped, and begin
 * alike. One look-up per letter, whatever the size of the vocabulary.
 */
export function compileSpelling(vocabulary: ReadonlyMap<string, number>): Spelling {
  const neighbours = new Map<string, string[]>();
  for (const word of vocabulary.keys()) {
    if (word.length < SHORTEST - 1 || word.length > LONGEST) continue;
    for (const shape of shapesOf(word)) addTo(neighbours, shape, word);
  }

  return (word) => {
    if (word.length < SHORTEST || word.length > LONGEST) return undefined;
    let best: string | undefined;
    for (const shape of shapesOf(word)) {
      for (const candidate of neighbours.get(shape) ?? []) {
        if (!isOneSlipApart(word, candidate)) continue;
        if (best === undefined || count(candidate) > count(best)) best = candidate;
      }
    }
    return best;
  };

  function count(word: string): number {
    return vocabulary.get(word) ?? 0;
  }
}

/** The word, and the word with each letter but the first left out. */
function shapesOf(word: string): string[] {
  const shapes = [word];
  for (let index = 1; index < word.length; index++) {
    shapes.push(word.slice(0, index) + word.slice(index + 1));
  }
  return shapes;
}

function addTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function isOneSlipApart(left: string, right: string): boolean {
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd--;
    rightEnd--;
  }
  const leftRest = left.slice(start, leftEnd);
  const rightRest = right.slice(start, rightEnd);
  if (leftRest.length <= 1 && rightRest.length <= 1) return true;
  return (
    leftRest.length === 2 &&
    rightRest.length === 2 &&
    leftRest[0] === rightRest[1] &&
    leftRest[1] === rightRest[0]
  );
}
