import { z } from "zod";

/**
 * Everything that is a company's and not ours: who its visitors are, what they may want, how the
 * assistant speaks. Stored as JSON in the database, written as files under `supabase/seed/<slug>/`.
 * Code never names a persona, an intent or a voice; it reads them from here.
 */

const identifier = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/);
const sentence = z.string().trim().min(1).max(600);

/** From the least to the most. */
export const tierNames = ["free", "basic", "professional", "enterprise"] as const;
export type TierName = (typeof tierNames)[number];

/** A kind of person who may be writing. `examples` are messages such a person would send. */
export const personaSchema = z.strictObject({
  id: identifier,
  name: z.string().min(1).max(80),
  description: z.string().min(1).max(1000),
  examples: z.array(sentence).min(1).max(400),
  /** Messages that use this persona's words and come from nobody of the workspace's personas. */
  counterExamples: z.array(sentence).max(400).optional(),
});
export type Persona = z.infer<typeof personaSchema>;

/** What an intent leads to. Every field is optional; an empty object means "answer from the knowledge base". */
const intentOutcomeSchema = z.strictObject({
  /** Passages of documents with one of these tags are lifted. */
  documentTags: z.array(identifier).max(20).optional(),
  /** One or two sentences added to the model's instructions. */
  guidance: sentence.optional(),
  /** The page type offered with one click; it names a type of the page catalogue. */
  pageType: identifier.optional(),
  /** The person wants something to look at: in text mode the page is offered prominently. */
  offersPage: z.boolean().optional(),
  /** Offer a human. */
  handover: z.boolean().optional(),
  /** The turn is turned back with this sentence: no model is called, no document searched for it. */
  refusal: sentence.optional(),
  /** What is said when no model is connected and no passage is asked for: a greeting, thanks, a hand-over. */
  reply: sentence.optional(),
});

export const intentSchema = z.strictObject({
  id: identifier,
  name: z.string().min(1).max(80),
  description: z.string().min(1).max(1000),
  examples: z.array(sentence).min(1).max(400),
  outcome: intentOutcomeSchema,
});
export type Intent = z.infer<typeof intentSchema>;

/** How the assistant speaks (`personaId` on the wire). `prompt` is at most 600 tokens, counted as 2,400 characters. */
const voiceSchema = z.strictObject({
  id: identifier,
  name: z.string().min(1).max(80),
  description: z.string().max(400),
  prompt: z.string().min(1).max(2400),
  /** What kind of voice it is, for whoever chooses among many. */
  category: identifier.optional(),
  /** The lowest tier that may choose it by API; unset: every one. */
  tier: z.enum(tierNames).optional(),
});

/** What an AI call of a kind costs in energy by a strong and by an economy model, and how it is asked. */
export const actionSchema = z.strictObject({
  strong: z.number().int().min(0).max(10_000),
  economy: z.number().int().min(0).max(10_000),
  temperature: z.number().min(0).max(1),
  maxTokens: z.number().int().min(1).max(32_000),
});
export type Action = z.infer<typeof actionSchema>;

/** A company's own actions are added to these, or take their place. */
const defaultActions = {
  ai_message: { strong: 10, economy: 3, temperature: 0.7, maxTokens: 1000 },
  ai_scan: { strong: 15, economy: 5, temperature: 0.5, maxTokens: 1000 },
  ai_follow_up_sequence: { strong: 50, economy: 15, temperature: 0.8, maxTokens: 3000 },
  ai_objection_handler: { strong: 10, economy: 3, temperature: 0.7, maxTokens: 1000 },
  ai_pitch_deck: { strong: 100, economy: 30, temperature: 0.7, maxTokens: 3000 },
  ai_chatbot_response: { strong: 10, economy: 3, temperature: 0.7, maxTokens: 300 },
  ai_deep_scan: { strong: 25, economy: 8, temperature: 0.5, maxTokens: 2000 },
  ai_company_analysis: { strong: 30, economy: 10, temperature: 0.5, maxTokens: 2000 },
  ai_page: { strong: 30, economy: 10, temperature: 0.7, maxTokens: 4000 },
  ai_channel_reply: { strong: 10, economy: 3, temperature: 0.3, maxTokens: 1000 },
} satisfies Record<string, Action>;

/** How a workspace has one of the kinds of call that every workspace knows. */
export function actionOf(
  { actions }: { actions: Record<string, Action> },
  name: keyof typeof defaultActions,
): Action {
  return actions[name] ?? defaultActions[name];
}

/** What a person of a tier may use: turns and calls a minute, and the energy that a wallet is filled up to each day (UTC). */
export const tierSchema = z.strictObject({
  requestsPerMinute: z.number().int().min(1).max(100_000),
  dailyEnergy: z.number().int().min(0).max(10_000_000),
});

const defaultTiers: Record<TierName, z.infer<typeof tierSchema>> = {
  free: { requestsPerMinute: 5, dailyEnergy: 200 },
  basic: { requestsPerMinute: 10, dailyEnergy: 1_000 },
  professional: { requestsPerMinute: 100, dailyEnergy: 10_000 },
  enterprise: { requestsPerMinute: 500, dailyEnergy: 100_000 },
};

const dollars = z.number().positive().max(1_000_000);

/** Caps in money. Unset: no cap. */
const spendCapsSchema = z.strictObject({
  personUsdPerDay: dollars.optional(),
  personUsdPerMonth: dollars.optional(),
  workspaceUsdPerDay: dollars.optional(),
  workspaceUsdPerMonth: dollars.optional(),
});

/** When somebody is to be told. `webhookUrl` gets a JSON body; the console shows the same. */
const alertsSchema = z.strictObject({
  webhookUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Dollars a day of this workspace. */
  spendUsdPerDay: dollars.optional(),
  /** Share of calls that failed within an hour, 0 to 1. */
  errorRate: z.number().min(0).max(1).default(0.2),
});

/** The same rule as the database's own. */
export const slugSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

export const workspaceSchema = z.strictObject({
  slug: slugSchema,
  name: z.string().min(1).max(120),
  /** One sentence that says who this is for; the empty chat shows it. */
  welcome: sentence,
  /** Real questions to start from; the empty chat shows four. */
  starters: z.array(sentence).min(1).max(8),
  brand: z.strictObject({
    /** CSS hex colour; contrast is corrected by the interface in both colour modes. */
    accent: z.string().regex(/^#[0-9a-f]{6}$/i),
  }),
  language: z.string().default("en"),
  /** BCP 47 locale and ISO 4217 currency of the company's own figures. */
  currency: z.string().length(3).default("USD"),
  personas: z.array(personaSchema).min(1).max(20),
  intents: z.array(intentSchema).min(1).max(40),
  voices: z.array(voiceSchema).min(1).max(20),
  defaultVoice: identifier,
  prompt: z.strictObject({
    /** Who the assistant is and what the company sells. */
    about: z.string().min(1).max(4000),
    guidelines: z.array(sentence).max(20),
  }),
  /** Hosts (besides our own pages) that links in an answer may point to. */
  linkHosts: z.array(z.string().max(253)).max(50).default([]),
  /** When every model fails: true answers from the knowledge base, false says so. */
  offlineAnswers: z.boolean().default(true),
  /** Shown when a human is offered. */
  contact: z.strictObject({ label: sentence, url: z.string().max(300).optional() }).optional(),
  sampleData: z.boolean().default(false),
  actions: z
    .record(identifier, actionSchema)
    .default({})
    .transform((own): Record<string, Action> => ({ ...defaultActions, ...own })),
  tiers: z
    .partialRecord(z.enum(tierNames), tierSchema)
    .default({})
    .transform((own) => ({ ...defaultTiers, ...own })),
  spendCaps: spendCapsSchema.default({}),
  alerts: alertsSchema.default({ errorRate: 0.2 }),
  /** No prompt of this workspace leaves for a cloud provider: local models and offline answers only. */
  localOnly: z.boolean().default(false),
  /** Tokens of a prompt besides the visitor's message. */
  promptTokens: z.number().int().min(500).max(16_384).default(2_600),
  /** How long an answer may be given again to the same question; 0 turns it off. */
  answerCacheMinutes: z.number().int().min(0).max(1_440).default(60),
  /** An economy model puts the best passages of a search in order; turned on where judged questions show a gain. */
  rerank: z.boolean().default(false),
  /** A document that nobody changed for so long is shown to operators as out of date. */
  staleAfterMonths: z.number().int().min(1).max(120).default(12),
});
export type Workspace = z.infer<typeof workspaceSchema>;
