/**
 * The open end of an answer without what would flash as raw signs: a citation's mark that has only half
 * arrived, and the head of a table before the line of dashes that makes it one.
 */
export function withoutHalfArrived(open: string): string {
  return withoutTableHead(open).replace(/\s?\[\d{0,3}$/, "");
}

function withoutTableHead(open: string): string {
  const lines = open.split("\n");
  const head = lines.findIndex((line) => line.trimStart().startsWith("|"));
  if (head === -1) return open;
  const dashes = lines[head + 1];
  const isTable =
    dashes !== undefined &&
    /^[\s|:-]*-[\s|:-]*$/.test(dashes) &&
    countCells(dashes) >= countCells(lines[head]);
  const isNone = dashes !== undefined && dashes !== "" && !/^[\s|:-]*$/.test(dashes);
  return isTable || isNone ? open : lines.slice(0, head).join("\n");
}

function countCells(row = ""): number {
  return row
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|").length;
}
