import type { Unit } from "./page-spec.ts";

/** How numbers are written: a BCP 47 locale and an ISO 4217 currency. */
export type NumberStyle = { locale: string; currency: string };

const nouns: Partial<Record<Unit, Intl.NumberFormatOptions>> = {
  minutes: { style: "unit", unit: "minute", unitDisplay: "short" },
  hours: { style: "unit", unit: "hour", unitDisplay: "short" },
  days: { style: "unit", unit: "day", unitDisplay: "long" },
  weeks: { style: "unit", unit: "week", unitDisplay: "long" },
  months: { style: "unit", unit: "month", unitDisplay: "long" },
  miles: { style: "unit", unit: "mile", unitDisplay: "short" },
};

/** A figure with its unit, in the reader's locale; `null` is a dash. Cents are shown only where they matter. */
export function formatFigure(value: number | null, unit: Unit, { locale, currency }: NumberStyle): string {
  if (value === null) return "–";
  return new Intl.NumberFormat(locale, optionsFor(value, unit, currency)).format(
    unit === "percent" ? value / 100 : value,
  );
}

/** For the ends of an axis: "$130K". */
export function formatShort(value: number, unit: Unit, { locale, currency }: NumberStyle): string {
  const options: Intl.NumberFormatOptions = { notation: "compact", maximumFractionDigits: 1 };
  if (unit === "currency") Object.assign(options, { style: "currency", currency });
  return new Intl.NumberFormat(locale, options).format(value);
}

/** The number in what somebody typed, with or without its unit, by the locale's decimal mark; null when there is none. */
export function readNumber(typed: string, locale: string): number | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  const mark = parts.find(({ type }) => type === "decimal")?.value ?? ".";
  const digits = [...typed].filter((character) => /\d/.test(character) || character === mark).join("");
  const number = Number(digits.replace(mark, "."));
  return /\d/.test(digits) && Number.isFinite(number) ? number : null;
}

function optionsFor(value: number, unit: Unit, currency: string): Intl.NumberFormatOptions {
  if (unit === "percent") return { style: "percent", maximumFractionDigits: 1 };
  if (unit === "currency") {
    const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0;
    return { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  }
  return { maximumFractionDigits: 2, ...nouns[unit] };
}
