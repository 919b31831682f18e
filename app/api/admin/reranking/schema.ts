import { z } from "zod";

/** `PUT /api/admin/reranking`. */
export const rerankingSchema = z.strictObject({ on: z.boolean() });
