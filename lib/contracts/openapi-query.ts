import { z } from "zod";
import { IntentPattern } from "./intent";

/** The query of `GET /openapi.json`: which intents the document shows, such as `memory.*,system.whoami`; all by default. */
export const OpenapiQuery = z.strictObject({
  intents: z
    .string()
    .max(4_000)
    .transform((list) => list.split(",").map((pattern) => pattern.trim()))
    .pipe(z.array(IntentPattern).max(100))
    .optional(),
});
export type OpenapiQuery = z.infer<typeof OpenapiQuery>;
