import type { jobQuestions } from "@/lib/db/schema-actions";

export type JobQuestion = typeof jobQuestions.$inferSelect;

/** What is asked, as its rules have it. */
export type AskedQuestion = Pick<JobQuestion, "message" | "schema" | "url">;
