import { Progress } from "radix-ui";

/** How much of something is done, 0 to 100. */
export function ProgressBar({ label, percent }: { label: string; percent: number }) {
  return (
    <Progress.Root
      value={percent}
      aria-label={label}
      className="h-1.5 w-24 shrink-0 overflow-hidden rounded-6 bg-line"
    >
      <Progress.Indicator
        className="h-full bg-accent transition-[width] duration-200 motion-reduce:transition-none"
        style={{ width: `${percent}%` }}
      />
    </Progress.Root>
  );
}
