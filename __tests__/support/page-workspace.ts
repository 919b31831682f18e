import { workspaceSchema } from "../../lib/workspace.ts";

/** A small company for tests of pages. */
export const testWorkspace = workspaceSchema.parse({
  slug: "example",
  name: "Example",
  welcome: "For people who deliver.",
  starters: ["What does it cost?", "How long does the rollout take?"],
  brand: { accent: "#1d5a4a" },
  personas: [
    { id: "owner", name: "Owner", description: "Owns it.", examples: ["my company"] },
    { id: "driver", name: "Driver", description: "Drives it.", examples: ["my truck"] },
  ],
  intents: [{ id: "any", name: "Any", description: "Anything.", examples: ["hello"], outcome: {} }],
  voices: [{ id: "plain", name: "Plain", description: "", prompt: "Be plain." }],
  defaultVoice: "plain",
  prompt: { about: "You speak for Example.", guidelines: ["Be brief."] },
  contact: { label: "Talk to a person" },
});
