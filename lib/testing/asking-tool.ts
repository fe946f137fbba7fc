import { z } from "zod";
import { type Answer, defineTool, type Question, type Tool } from "@/lib/tools/define-tool";

const schema = {
  type: "object",
  properties: { color: { type: "string", enum: ["red", "blue"] } },
  required: ["color"],
};

/** A question with one choice of two. */
export const colorQuestion: Question = { message: "Which colour?", schema };

type Asking = Partial<Pick<Tool, "effects" | "timeoutMs">> & { questions?: readonly Question[] };

/** A real tool that asks what the test says, one after the other, and answers with the answers. */
export function askingTool({ effects = "once", timeoutMs = 5_000, questions = [colorQuestion] }: Asking = {}): Tool {
  return defineTool({
    intent: "probe.ask",
    title: "Ask",
    description: "Asks.",
    effects,
    input: z.strictObject({ n: z.number() }),
    output: z.strictObject({ answers: z.array(z.unknown()) }),
    example: { n: 1 },
    timeoutMs,
    run: async (ctx) => {
      const answers: Answer[] = [];
      for (const question of questions) answers.push(await ctx.ask(question));
      return { answers };
    },
  });
}
