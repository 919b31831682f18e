/**
 * Arithmetic without rounding: fractions of whole numbers. Money goes in as it was typed, stays exact
 * through every step and is rounded once, half up, when it is shown.
 */
export type Exact = { top: bigint; bottom: bigint };

const inputLimit = 1e12;

/** The number as typed, to six decimals. Throws RangeError for what is not finite or beyond a trillion. */
export function exact(value: number): Exact {
  if (!Number.isFinite(value) || Math.abs(value) > inputLimit)
    throw new RangeError(`${value} is out of range`);
  return { top: BigInt(value.toFixed(6).replace(".", "")), bottom: 1_000_000n };
}

export function product(...factors: Exact[]): Exact {
  return factors.reduce((so, factor) => ({ top: so.top * factor.top, bottom: so.bottom * factor.bottom }));
}

export function sum(...terms: Exact[]): Exact {
  return terms.reduce((so, term) => ({
    top: so.top * term.bottom + term.top * so.bottom,
    bottom: so.bottom * term.bottom,
  }));
}

export function difference(from: Exact, taken: Exact): Exact {
  return sum(from, { top: -taken.top, bottom: taken.bottom });
}

/** Null when the divisor is nothing. */
export function quotient(dividend: Exact, divisor: Exact): Exact | null {
  if (divisor.top === 0n) return null;
  const sign = divisor.top < 0n ? -1n : 1n;
  return { top: sign * dividend.top * divisor.bottom, bottom: sign * dividend.bottom * divisor.top };
}

export function isPositive(value: Exact): boolean {
  return value.top > 0n;
}

/** The nearest number with this many decimals (0 to 6); a half is rounded away from zero. */
export function rounded(value: Exact, decimals: number): number {
  const scale = 10n ** BigInt(decimals);
  const magnitude = value.top < 0n ? -value.top : value.top;
  const units = (2n * magnitude * scale + value.bottom) / (2n * value.bottom);
  const number = Number(units) / Number(scale);
  return value.top < 0n && number !== 0 ? -number : number;
}
