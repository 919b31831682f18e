import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { accentRule, accentTokens, contrast } from "../../../lib/client/accent.ts";

const brand = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("a brand's accent", () => {
  it("reaches 7:1 on every ground and under its own ink, in both modes, whatever the brand", () => {
    fc.assert(
      fc.property(brand, (hex) => {
        const { light, dark } = accentTokens(hex);
        for (const ground of ["#fbfaf7", "#ffffff", light.ink]) {
          expect(contrast(light.accent, ground)).toBeGreaterThanOrEqual(7);
        }
        for (const ground of ["#161513", "#1f1d1b", dark.ink]) {
          expect(contrast(dark.accent, ground)).toBeGreaterThanOrEqual(7);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("leaves the text on its soft ground readable", () => {
    fc.assert(
      fc.property(brand, (hex) => {
        const { light, dark } = accentTokens(hex);
        expect(contrast("#1d1b18", light.soft)).toBeGreaterThanOrEqual(7);
        expect(contrast("#ece8e1", dark.soft)).toBeGreaterThanOrEqual(7);
        expect(contrast("#5d584f", light.soft)).toBeGreaterThanOrEqual(4.5);
        expect(contrast("#aba59b", dark.soft)).toBeGreaterThanOrEqual(4.5);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it("is the brand's own colour where that is readable already", () => {
    expect(accentTokens("#1D5C45").light.accent).toBe("#1d5c45");
  });

  it("keeps the hue: a yellow becomes a dark yellow, not a grey", () => {
    const value = Number.parseInt(accentTokens("#ffcc00").light.accent.slice(1), 16);
    expect(value >> 16).toBeGreaterThan((value & 255) + 60);
  });

  it("measures contrast as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.478, 3);
  });

  it("is written as a rule for both modes", () => {
    expect(accentRule("#1d5c45")).toMatch(
      /^:root\{(--accent(-ink|-soft)?:light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\);?){3}\}$/,
    );
  });
});

describe("the grounds in globals.css", () => {
  const css = readFileSync("app/globals.css", "utf8");
  const token = (name: string) => {
    const found = css.match(new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`));
    return [found?.[1] ?? "", found?.[2] ?? ""] as const;
  };

  it.each([0, 1] as const)("carry text at 7:1 and secondary text and states at 4.5:1 (mode %i)", (mode) => {
    for (const ground of [token("ground")[mode], token("raised")[mode]]) {
      expect(contrast(token("ink")[mode], ground)).toBeGreaterThanOrEqual(7);
      for (const name of ["ink-2", "good", "warn", "bad"]) {
        expect(contrast(token(name)[mode], ground)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(token("line-2")[mode], ground)).toBeGreaterThanOrEqual(3);
    }
  });

  it("are those the accent is corrected against", () => {
    expect([...token("ground"), ...token("raised")]).toEqual(["#fbfaf7", "#161513", "#ffffff", "#1f1d1b"]);
  });
});
