import { type Workspace, workspaceSchema } from "../../lib/workspace.ts";

/** A small company, with everything a turn can lead to. `slug` is its address. */
export function company(slug = "bevgenie"): Workspace {
  return workspaceSchema.parse({
    slug,
    name: "Example Routes",
    welcome: "For people who deliver.",
    starters: ["What does it cost?", "How long does the rollout take?"],
    brand: { accent: "#1d5a4a" },
    personas: [
      {
        id: "distributor",
        name: "Distributor",
        description: "Owns or runs a beverage distributor.",
        examples: ["We are a beverage distributor", "Our distributorship runs 20 trucks"],
      },
      {
        id: "technology_buyer",
        name: "Technology buyer",
        description: "Chooses software and connects it.",
        examples: ["Does your API support single sign-on?", "We must integrate with our ERP"],
      },
    ],
    intents: [
      {
        id: "question",
        name: "Question",
        description: "Asks about the product.",
        examples: ["How do deliveries work?", "What does route planning do?"],
        outcome: {},
      },
      {
        id: "off_topic",
        name: "Off topic",
        description: "Has nothing to do with the company.",
        examples: ["Write me a poem about cats", "Who won the football game?"],
        outcome: { refusal: "I can only speak of deliveries." },
      },
    ],
    voices: [
      { id: "plain", name: "Plain", description: "", prompt: "Be plain." },
      { id: "warm", name: "Warm", description: "", prompt: "Be warm." },
    ],
    defaultVoice: "plain",
    prompt: { about: "You speak for Example Routes.", guidelines: ["Be brief."] },
    contact: { label: "Talk to a person" },
    // Tests ask the same question again and again; those about remembered answers turn this on.
    answerCacheMinutes: 0,
  });
}
