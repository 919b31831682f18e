"use client";

import { RotateCcw } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { computeFormula, findFormula } from "@/lib/pages/formulas.ts";
import type { RoiCalculator as Section } from "@/lib/pages/page-spec.ts";
import { CalculatorResult } from "./calculator-result.tsx";
import { CalculatorSlider } from "./calculator-slider.tsx";
import type { PageReader } from "./reader.ts";
import { SectionFrame } from "./section-frame.tsx";

const restMs = 700;

/** Sliders and what comes of them. The result stays in view: beside the sliders, or above them on a phone. */
export function RoiCalculator({ section, reader }: { section: Section; reader: PageReader }) {
  const [changed, setChanged] = useState<Record<string, number>>({});
  const tell = useEffectEvent((values: Record<string, number>) => reader.onInputs?.(values));

  useEffect(() => {
    if (Object.keys(changed).length === 0) return;
    const timer = setTimeout(() => tell(changed), restMs);
    return () => clearTimeout(timer);
  }, [changed]);

  function startAgain() {
    setChanged({});
    reader.onInputs?.(Object.fromEntries(section.inputs.map(({ id, value }) => [id, value])));
  }

  const formula = findFormula(section.formula);
  if (!formula) return null;
  const values = Object.fromEntries(section.inputs.map(({ id, value }) => [id, changed[id] ?? value]));
  const style = { locale: reader.locale, currency: section.currency };
  const groups = [...new Set(section.inputs.map(({ group }) => group))];

  return (
    <SectionFrame heading={section.heading} reader={reader} width="whole">
      {section.intro !== "" && <p className="-mt-2 mb-6 max-w-[62ch] text-15 text-ink-2">{section.intro}</p>}
      <div className="flex flex-col gap-6 @3xl:grid @3xl:grid-cols-[minmax(0,1fr)_20rem] @3xl:gap-10 print:block">
        <CalculatorResult
          appraisal={computeFormula(formula, values)}
          explanation={formula.explanation}
          style={style}
          restMs={restMs}
        />
        <div className="space-y-8 @3xl:order-1">
          {groups.map((group) => (
            <fieldset key={group} className="break-inside-avoid">
              <legend className="mb-4 font-semibold text-15">{group}</legend>
              <div className="grid gap-x-8 gap-y-5 @xl:grid-cols-2 @3xl:grid-cols-1 @4xl:grid-cols-2 print:grid-cols-2">
                {section.inputs
                  .filter((input) => input.group === group)
                  .map((input) => (
                    <CalculatorSlider
                      key={input.id}
                      input={
                        changed[input.id] === undefined
                          ? input
                          : { ...input, source: undefined, basis: "input" }
                      }
                      value={values[input.id] ?? input.value}
                      onChange={(value) => setChanged((before) => ({ ...before, [input.id]: value }))}
                      style={style}
                      reader={reader}
                    />
                  ))}
              </div>
            </fieldset>
          ))}
          {Object.keys(changed).length > 0 && (
            <button
              type="button"
              onClick={startAgain}
              className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center gap-2 text-15 text-ink-2 hover:text-ink print:hidden"
            >
              <RotateCcw aria-hidden className="size-4" />
              Back to the starting values
            </button>
          )}
        </div>
      </div>
    </SectionFrame>
  );
}
