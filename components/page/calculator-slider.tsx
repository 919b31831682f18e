"use client";

import { Slider } from "radix-ui";
import { useId, useState, useSyncExternalStore } from "react";
import { formatFigure, type NumberStyle, readNumber } from "@/lib/pages/format-figure.ts";
import type { CalculatorInput } from "@/lib/pages/page-spec.ts";
import { Origin } from "./cite.tsx";
import type { PageReader } from "./reader.ts";

type Props = {
  input: CalculatorInput;
  value: number;
  onChange: (value: number) => void;
  style: NumberStyle;
  reader: PageReader;
};

/** One number: by slider, or typed. */
export function CalculatorSlider({ input, value, onChange, style, reader }: Props) {
  const id = useId();
  const direction = useSyncExternalStore(neverChanges, readDirection, () => "ltr" as const);
  return (
    <div className="min-w-0">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={`${id}-field`} className="min-w-0 text-15">
          {input.label}
        </label>
        <NumberField
          id={`${id}-field`}
          helpId={`${id}-help`}
          input={input}
          value={value}
          onChange={onChange}
          style={style}
        />
      </div>
      <Slider.Root
        className="relative flex h-6 pointer-coarse:h-11 w-full touch-none select-none items-center print:hidden"
        dir={direction}
        min={input.min}
        max={input.max}
        step={input.step}
        value={[value]}
        onValueChange={([next]) => next !== undefined && onChange(tidy(next, input.step))}
      >
        <Slider.Track className="relative h-1 grow rounded-6 bg-line-2/40">
          <Slider.Range className="absolute h-full rounded-6 bg-accent" />
        </Slider.Track>
        <Slider.Thumb
          aria-label={input.label}
          aria-valuetext={formatFigure(value, input.unit, style)}
          className="block size-5 rounded-full border-2 border-accent bg-raised transition-shadow duration-150 hover:shadow-float focus-visible:outline-2"
        />
      </Slider.Root>
      <p className="text-13 text-ink-2">
        <span id={`${id}-help`}>{input.help}</span>
        <Origin figure={input} reader={reader} />
      </p>
    </div>
  );
}

type FieldProps = Omit<Props, "reader"> & { id: string; helpId: string };

/** The value with its unit, to be typed over. What is no number in range is not taken. */
function NumberField({ id, helpId, input, value, onChange, style }: FieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const number = typed === null ? value : readNumber(typed, style.locale);
  const isValid = number !== null && number >= input.min && number <= input.max;
  const take = () => {
    if (typed !== null && isValid) onChange(number);
    setTyped(null);
  };
  return (
    <input
      id={id}
      aria-describedby={helpId}
      aria-invalid={typed !== null && !isValid}
      inputMode="decimal"
      autoComplete="off"
      className="w-24 shrink-0 rounded-6 border border-transparent bg-transparent py-0.5 pointer-coarse:py-2.5 text-end font-medium text-15 tabular-nums hover:border-line-2 focus:border-line-2 focus:px-2 aria-invalid:border-bad"
      value={typed ?? formatFigure(value, input.unit, style)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}

/** Steps of 0.05 add up to 1.1500000000000001; the reader sees 1.15. */
function tidy(value: number, step: number): number {
  const decimals = String(step).split(".")[1]?.length ?? 0;
  return Number(value.toFixed(decimals));
}

const neverChanges = () => () => undefined;
const readDirection = () => (document.documentElement.dir === "rtl" ? "rtl" : "ltr");
