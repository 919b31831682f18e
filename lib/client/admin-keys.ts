/** An API key as the console lists it. */
export type ApiKeySummary = {
  id: string;
  name: string;
  /** Its first characters. */
  hint: string;
  scopes: string[];
  tier: string;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
};

/** What a key may be for, in the words of the one who chooses. */
export const scopeChoices = [
  { scope: "chat", means: "Ask the workspace: chat, and its name as a model" },
  { scope: "generate", means: "Ask the plain models" },
  { scope: "read", means: "Read knowledge, usage and metrics" },
  { scope: "admin", means: "All of these, and change the workspace as an editor may" },
] as const;

export const tierChoices = ["free", "basic", "professional", "enterprise"] as const;
