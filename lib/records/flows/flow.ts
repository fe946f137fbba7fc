import type { flows } from "@/lib/db/schema-actions";

/** A binding of an intent, or a family of intents, to a flow. */
export type Flow = typeof flows.$inferSelect;
