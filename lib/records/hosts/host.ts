import type { hosts } from "@/lib/db/schema-actions";

/** A machine of the inventory. */
export type Host = typeof hosts.$inferSelect;
