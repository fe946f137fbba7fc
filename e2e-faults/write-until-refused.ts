import { EventEmitter, once } from "node:events";
import { send } from "./send";

const writersCount = 8;
/** Short, so that they come to their next call soon, and find nobody. */
const waitS = 2;

/**
 * Callers that write one memory after the other, each on a new connection, until nobody answers there any more. A call
 * that the server has taken must be answered, with a success, a job or the word that it stops; what else comes of it
 * is a fault.
 */
export function writeUntilRefused(url: string) {
  const acknowledged: string[] = [];
  const faults: unknown[] = [];
  const news = new EventEmitter();
  const begun = once(news, "taken");
  const over = Promise.all(Array.from({ length: writersCount }, (_, n) => writeOn(n)));
  return { begun, over: over.then(() => ({ acknowledged, faults })) };

  async function writeOn(writer: number): Promise<void> {
    for (let n = 0; ; n++) {
      const text = `text ${n} of writer ${writer}`;
      const sent = send(url, {
        path: "/orchestrate",
        body: { intent: "memory.write", inputs: { text }, wait_s: waitS },
      });
      if (!(await isTaken(sent.taken))) return;
      news.emit("taken");
      try {
        const { status, body } = await sent.answer;
        if (status === 503 && body.code === "shutting_down") return;
        if (status !== 200 && status !== 202) faults.push(body);
        acknowledged.push(body.job_id);
      } catch (error) {
        faults.push(error);
      }
    }
  }
}

async function isTaken(taken: Promise<void>): Promise<boolean> {
  return taken.then(
    () => true,
    () => false,
  );
}
