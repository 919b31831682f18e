/** Rows of the table, reused: distances are asked for thousands of times a second. Words have at most 24 letters. */
const longest = 32;
let beforeLast = new Uint8Array(longest);
let last = new Uint8Array(longest);
let current = new Uint8Array(longest);

/**
 * How many letters must be added, dropped, changed or swapped with their neighbour to turn one word into
 * the other; anything above `limit` is returned as `limit + 1`. Words of 30 letters or more are never close.
 */
export function editDistance({ from, to, limit }: { from: string; to: string; limit: number }): number {
  const tooFar = limit + 1;
  if (Math.abs(from.length - to.length) > limit || Math.max(from.length, to.length) > longest - 2)
    return tooFar;
  for (let column = 0; column <= to.length; column++) last[column] = column;
  for (let row = 1; row <= from.length; row++) {
    if (fillRow({ from, to, row }) > limit) return tooFar;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return Math.min(last[to.length] ?? tooFar, tooFar);
}

/** Fills `current` from the two rows before it and returns its smallest figure. */
function fillRow({ from, to, row }: { from: string; to: string; row: number }): number {
  const letter = from.charCodeAt(row - 1);
  current[0] = row;
  let smallest = row;
  for (let column = 1; column <= to.length; column++) {
    const other = to.charCodeAt(column - 1);
    const changed = (last[column - 1] ?? 0) + (letter === other ? 0 : 1);
    let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, changed);
    if (row > 1 && column > 1 && letter === to.charCodeAt(column - 2) && from.charCodeAt(row - 2) === other) {
      cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
    }
    current[column] = cost;
    if (cost < smallest) smallest = cost;
  }
  return smallest;
}
