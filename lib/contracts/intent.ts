import { z } from "zod";
import { intentCharsMax, intentName, intentPattern } from "./intent-names";

/** The name of an action: dot-joined segments, case-sensitive, 128 characters at most. */
export const Intent = z
  .string()
  .max(intentCharsMax, `is longer than ${intentCharsMax} characters`)
  .regex(intentName, "must be segments of letters, digits, _ and - joined by dots, as in memory.write");
export type Intent = z.infer<typeof Intent>;

/** What a key may call: an intent, a family (`memory.*`) or everything (`*`). */
export const IntentPattern = z
  .string()
  .max(intentCharsMax)
  .regex(intentPattern, "must be an intent, a family such as memory.*, or *");
export type IntentPattern = z.infer<typeof IntentPattern>;
