import { unsupportedStatements } from "../claims/unsupported-statements.ts";
import { findVerbatim } from "../knowledge/verbatim.ts";
import { unsupportedFigures } from "./figures.ts";
import { computeFormula, findFormula } from "./formulas.ts";
import type { RoiCalculator } from "./page-spec.ts";
import { sentencesOf } from "./sentences.ts";

/** What a section is held against: the sources by number, what the visitor wrote, the calculators before it, allowed hosts. */
export type Evidence = {
  sources: Map<number, string>;
  message: string;
  calculators: RoiCalculator[];
  linkHosts: string[];
};

/** Where a figure says it is from. */
type Origin = { source?: number | undefined; basis?: string | undefined };

export type Claims = ReturnType<typeof claimChecker>;

/** The checks, each of which notes what it found wrong. */
export function claimChecker(evidence: Evidence, problems: string[]) {
  const { message, sources } = evidence;
  const everything = [...sources.values(), message];
  const textsOf = (numbers: number[]) => numbers.flatMap((n) => sources.get(n) ?? []);

  function isSupported(text: string, texts: string[]): boolean {
    const missing = unsupportedFigures(text, texts).map((figure) => figure.text);
    if (missing.length > 0)
      problems.push(`"${text}": ${missing.join(", ")} stands in no source that is named`);
    const statements = unsupportedStatements(text, texts);
    for (const statement of statements) problems.push(`"${text}": ${statement}`);
    const links = foreignLinks(text, evidence.linkHosts);
    if (links.length > 0) problems.push(`"${text}": addresses are not allowed`);
    return missing.length === 0 && statements.length === 0 && links.length === 0;
  }

  function supportedSentences(text: string, texts: string[]): string {
    return sentencesOf(text)
      .filter((sentence) => isSupported(sentence, texts))
      .join(" ");
  }

  function prose(text: string, numbers: number[]): string {
    return supportedSentences(text, [...textsOf(numbers), message]);
  }

  function known(numbers: number[]): number[] {
    return numbers.filter((n) => sources.has(n));
  }

  /** A heading has no sources of its own; its numbers may stand anywhere in the evidence. */
  function title(text: string): string {
    return isSupported(text, everything) ? text : "";
  }

  function figure(text: string, origin: Origin): boolean {
    if (origin.basis === "assumption") return isSupported(text.replace(/\p{Nd}/gu, ""), []);
    return isSupported(text, evidenceOf(origin));
  }

  function evidenceOf(origin: Origin): string[] {
    if (origin.source !== undefined) return textsOf([origin.source]);
    if (origin.basis === "formula") return evidence.calculators.map(resultText);
    return [message];
  }

  function detail(text: string, origin: Origin): string {
    return supportedSentences(
      text,
      origin.basis === "assumption" ? everything : [...evidenceOf(origin), message],
    );
  }

  function quotation(quote: string, n: number): boolean {
    const stands = findVerbatim(quote, sources.get(n) ?? "") !== undefined;
    if (!stands) problems.push(`"${quote}" does not stand word for word in source ${n}`);
    return stands;
  }

  function item<Item extends { title: string; text: string; sources: number[] }>(given: Item): Item {
    const { title: heading, text, sources: numbers } = given;
    return { ...given, title: title(heading), text: prose(text, numbers), sources: known(numbers) };
  }

  return { prose, known, title, figure, detail, quotation, item };
}

/** The results of a calculator as a text of numbers, whole and with decimals, as they may be written. */
function resultText(calculator: RoiCalculator): string {
  const formula = findFormula(calculator.formula);
  if (!formula) return "";
  const values = Object.fromEntries(calculator.inputs.map(({ id, value }) => [id, value]));
  const { results, cumulative } = computeFormula(formula, values);
  return [...results.map(({ value }) => value), ...cumulative]
    .flatMap((value) => (value === null ? [] : [Math.abs(value), Math.round(Math.abs(value))]))
    .join(" ");
}

function foreignLinks(text: string, hosts: string[]): string[] {
  const links = [...text.matchAll(/(?:https?:\/\/|www\.)([^\s/"')\]]+)/gi)];
  return links.map((link) => link[1]?.toLowerCase() ?? "").filter((host) => !hosts.includes(host));
}
