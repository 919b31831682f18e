/** What a visitor's browser may know of a workspace: no prompt, no intent, no example. */
export type PublicWorkspace = {
  slug: string;
  name: string;
  /** One sentence that says who this is for. */
  welcome: string;
  /** Questions to start from; the empty chat shows four. */
  starters: string[];
  /** The brand's colour, `#rrggbb`, as the company gave it. */
  accent: string;
  personas: { id: string; name: string; description: string }[];
  voices: { id: string; name: string; description: string }[];
  contact?: { label: string; url?: string | undefined } | undefined;
  /** The company and its figures are invented, and the page says so. */
  sampleData: boolean;
  /** No model is connected. */
  offline: boolean;
};
