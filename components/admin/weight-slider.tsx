"use client";

import { Slider } from "radix-ui";
import { useState } from "react";

type Props = { name: string; value: number; onChange: (value: number) => void };

/** A weight from 0 to 1, in tenths; what it means for the result is asked for when it is let go. */
export function WeightSlider({ name, value, onChange }: Props) {
  const [moving, setMoving] = useState<number | null>(null);
  const shown = moving ?? value;
  return (
    <div className="py-1">
      <div className="flex justify-between text-13">
        <span>{name}</span>
        <span className="text-ink-2">{shown.toFixed(1)}</span>
      </div>
      <Slider.Root
        className="relative flex h-7 touch-none items-center"
        min={0}
        max={1}
        step={0.1}
        value={[shown]}
        onValueChange={([next = 0]) => setMoving(next)}
        onValueCommit={([next = 0]) => {
          setMoving(null);
          onChange(next);
        }}
      >
        <Slider.Track className="relative h-1 grow rounded-6 bg-line-2">
          <Slider.Range className="absolute h-full rounded-6 bg-accent" />
        </Slider.Track>
        <Slider.Thumb
          aria-label={name}
          className="block size-5 rounded-full border-2 border-accent bg-raised transition-transform duration-150 hover:scale-110"
        />
      </Slider.Root>
    </div>
  );
}
