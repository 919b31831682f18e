import type { PageSource } from "@/lib/pages/page-spec.ts";

/** Who looks at a page, and what they can do there. Without a function its button becomes a link or is left out. */
export type PageReader = {
  /** BCP 47, for numbers. */
  locale: string;
  sources: PageSource[];
  contact?: { label: string; url?: string | undefined } | undefined;
  /** Asks a question in the chat beside the page. */
  onAsk?: ((question: string) => void) | undefined;
  /** Where the chat is, when it is not beside the page; the question is added as `?ask=`. */
  chatAddress?: string | undefined;
  onContact?: (() => void) | undefined;
  /** Shows a source; without it the numeral leads to the list under the page. */
  onOpenSource?: ((n: number) => void) | undefined;
  /** The calculator's values, some time after the last change. */
  onInputs?: ((values: Record<string, number>) => void) | undefined;
};
