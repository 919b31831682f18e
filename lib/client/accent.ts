/**
 * A brand's colour, made readable: hue kept, lightness moved (in OKLCH) only as far as text needs it.
 * Contrast is WCAG 2.2's; the target is 7:1 against the grounds of app/globals.css in both modes.
 * The OKLab matrices are Björn Ottosson's (https://bottosson.github.io/posts/oklab/).
 */

type Rgb = [number, number, number];
type Oklch = { lightness: number; chroma: number; hue: number };

export type AccentTokens = { accent: string; ink: string; soft: string };

const targetContrast = 7;
/** The grounds a text in the accent's colour may stand on; the same values as in app/globals.css. */
const grounds = {
  light: { around: "#fbfaf7", raised: "#ffffff", ink: "#ffffff" },
  dark: { around: "#161513", raised: "#1f1d1b", ink: "#161513" },
};

/** The accent for both modes, from `#rrggbb`. */
export function accentTokens(brand: string): { light: AccentTokens; dark: AccentTokens } {
  return { light: correct(brand, "light"), dark: correct(brand, "dark") };
}

/** The tokens as a style rule; it holds nothing but colours computed here. */
export function accentRule(brand: string): string {
  const { light, dark } = accentTokens(brand);
  const both = (key: keyof AccentTokens) => `light-dark(${light[key]},${dark[key]})`;
  return `:root{--accent:${both("accent")};--accent-ink:${both("ink")};--accent-soft:${both("soft")}}`;
}

/** WCAG contrast of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function correct(brand: string, mode: "light" | "dark"): AccentTokens {
  const { around, raised, ink } = grounds[mode];
  const readable = (colour: string) =>
    [around, raised, ink].every((ground) => contrast(colour, ground) >= targetContrast);
  const colour = toOklch(parseHex(brand));
  const accent = readable(brand) ? brand.toLowerCase() : moveLightness({ colour, mode, readable });
  return { accent, ink, soft: mix({ over: around, colour: accent, share: mode === "light" ? 0.09 : 0.14 }) };
}

/** The lightness nearest to the brand's that is readable: black and white always are, so the search ends there. */
function moveLightness(input: {
  colour: Oklch;
  mode: "light" | "dark";
  readable: (colour: string) => boolean;
}): string {
  const { colour, mode, readable } = input;
  let failing = colour.lightness;
  let passing = mode === "light" ? 0 : 1;
  for (let step = 0; step < 14; step += 1) {
    const middle = (failing + passing) / 2;
    if (readable(toHexInGamut({ ...colour, lightness: middle }))) passing = middle;
    else failing = middle;
  }
  return toHexInGamut({ ...colour, lightness: passing });
}

function mix(input: { over: string; colour: string; share: number }): string {
  const under = parseHex(input.over);
  const top = parseHex(input.colour);
  const blend = (index: 0 | 1 | 2) => under[index] * (1 - input.share) + top[index] * input.share;
  return formatHex([blend(0), blend(1), blend(2)]);
}

function luminance(hex: string): number {
  const [red, green, blue] = parseHex(hex).map(toLinear) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

function formatHex(rgb: Rgb): string {
  return `#${rgb
    .map((part) =>
      Math.round(Math.min(1, Math.max(0, part)) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

function toLinear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function fromLinear(part: number): number {
  return part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
}

function toOklch(rgb: Rgb): Oklch {
  const [r, g, b] = rgb.map(toLinear) as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const greenRed = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const blueYellow = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(greenRed, blueYellow),
    hue: Math.atan2(blueYellow, greenRed),
  };
}

function toRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Chroma gives way where the screen cannot show it; hue and lightness stay. */
function toHexInGamut(colour: Oklch): string {
  let chroma = colour.chroma;
  let rgb = toRgb(colour);
  while (chroma > 0.001 && rgb.some((part) => part < -0.001 || part > 1.001 || Number.isNaN(part))) {
    chroma *= 0.94;
    rgb = toRgb({ ...colour, chroma });
  }
  return formatHex(rgb.map((part) => (Number.isNaN(part) ? 0 : part)) as Rgb);
}
