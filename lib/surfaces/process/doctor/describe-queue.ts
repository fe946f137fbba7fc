import { countMax, type QueueFacts } from "@/lib/records/jobs/queue-facts";

/** How the queue stands, in a sentence. */
export function describeQueue({ due, oldestDueS, failedOfDay }: QueueFacts): string {
  const count = (number: number) => (number >= countMax ? `${countMax} or more` : `${number}`);
  const oldest = oldestDueS === null ? "" : `, the oldest for ${oldestDueS} s`;
  return `Due: ${count(due)}${oldest}. Failed in the last 24 hours: ${count(failedOfDay)}.`;
}
