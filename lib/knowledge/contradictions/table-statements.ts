import type { Sentence } from "../split-sentences.ts";
import type { ClaimLanguage } from "./claim-language.ts";
import { findClaims } from "./find-claims.ts";
import { isReckoned, type Place, type Statement, yearsOf } from "./statement.ts";
import { nameWeight, type SubjectWord, subjectWords } from "./subject-words.ts";

/**
 * What the rows of a table state: each cell with one kind of value, of the row's first cell and the column's head. A
 * row that begins with a number is one case of many and states nothing.
 */
export function tableStatements(
  rows: Sentence[],
  { place, language }: { place: Place; language: ClaimLanguage },
): Statement[] {
  const [head, ...body] = rows;
  if (!head) return [];
  const columns = cellsOf(head.text);
  return body.flatMap((row) => {
    const [first = "", ...cells] = cellsOf(row.text);
    if (/^\W*\d/.test(first) || isReckoned(row.text, place)) return [];
    const claims = cells.map((cell) => findClaims(cell, language));
    const allClaims = claims.flat();
    return cells.flatMap((cell, index) =>
      cellStatement([first, columns[index + 1] ?? "", cell], {
        row,
        place,
        claims: claims[index] ?? [],
        allClaims,
      }),
    );
  });
}

type Cell = { row: Sentence; place: Place } & Pick<Statement, "claims" | "allClaims">;

function cellStatement(
  [first, column, cell]: [string, string, string],
  { row, place, claims, allClaims }: Cell,
): Statement[] {
  const kinds = new Set(claims.map(({ kind, unit }) => `${kind} ${unit}`));
  if (kinds.size !== 1) return [];
  const { documentId, title, places } = place;
  const years = yearsOf(`${first} | ${column} | ${cell}`);
  return [
    {
      ...{ documentId, title, places, claims, allClaims, excerpt: row.text, start: row.start, end: row.end },
      values: claims.map(({ start, end }) => cell.slice(start, end).trim()),
      // A row's first cell says which one it is.
      subject: [
        ...asNames(subjectWords(first)),
        ...subjectWords(column),
        ...subjectWords(cell, { leftOut: claims }),
      ],
      context: places.flat(),
      years: years.length > 0 ? years : place.years,
      negated: false,
    },
  ];
}

function asNames(words: SubjectWord[]): SubjectWord[] {
  return words.map((word) => ({ ...word, isName: true, weight: nameWeight }));
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\s*\||\|\s*$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
