import type { ReactNode, Ref } from "react";

// What scrolls must take the focus, so that keys can scroll it where nothing inside can be focused.
const takesFocus = { tabIndex: 0 };

type Props = { label: string; className: string; ref?: Ref<HTMLElement>; children: ReactNode };

/** A region that scrolls on its own, also by keys. */
export function ScrollBox({ label, className, ref, children }: Props) {
  return (
    <section ref={ref} aria-label={label} className={className} {...takesFocus}>
      {children}
    </section>
  );
}
