import type { PagePassage } from "../../lib/pages/page-sources.ts";

/** A small page that stands, and the passage that it rests on. */

export const content =
  "A pilot costs $4,500 for 60 days at one depot. The **driver’s app** works a full shift without a signal.";
export const passages: PagePassage[] = [
  {
    passageId: "p1",
    documentId: "d1",
    title: "Pilot",
    headingPath: ["Pilot"],
    content,
    start: 0,
    end: content.length,
    score: 1,
  },
];

export const hero = {
  type: "hero",
  headline: "Try it first",
  standfirst: "A pilot costs $4,500 for 60 days.",
  sources: [1],
};
export const metrics = {
  type: "metrics",
  heading: "In figures",
  metrics: [
    { label: "Pilot", value: "$4,500", detail: "", source: 1, basis: null },
    { label: "Length", value: "60 days", detail: "", source: 1, basis: null },
  ],
};
export const excerpt = {
  type: "excerpt",
  quote: "The driver's app works a full shift without a signal.",
  source: 1,
};
export const ask = {
  type: "call_to_action",
  heading: "Next",
  text: "",
  actions: [{ action: "ask", question: "What does a pilot cost?" }],
};

export const pageText = (sections: unknown[], head: object = {}) =>
  JSON.stringify({
    type: "faq",
    title: "A pilot",
    summary: "Try it for 60 days.",
    audience: "Owners",
    ...head,
    sections,
  });
