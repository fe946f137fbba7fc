import { z } from "zod";

/** How a question of a job stands: `declined` is a no, `cancelled` is no answer, as MCP tells them apart. */
export const QuestionState = z.enum(["waiting", "answered", "declined", "cancelled", "expired"]);
export type QuestionState = z.infer<typeof QuestionState>;
