/** By document id; a document that was never cited has none. `citations`: answers of the last `usesDays` days. */
export type DocumentUses = Record<string, { lastCitedAt: string; citations: number }>;

export const usesDays = 30;
