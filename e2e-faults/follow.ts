import { readStream, type Sent } from "@/lib/testing/read-stream";
import { apiKey } from "./installation";

type FollowInput = {
  id: string;
  /** The last event that is known already, by one who comes again. */
  afterId?: string | undefined;
};

/**
 * Follows a job's stream until there is no more of it. `events` grows with what comes; `over` says at the end whether
 * the connection broke off.
 */
export function follow(url: string, { id, afterId }: FollowInput) {
  const events: Sent[] = [];
  return { events, over: readAll() };

  async function readAll(): Promise<{ isBroken: boolean }> {
    const response = await fetch(`${url}/jobs/${id}/events`, {
      headers: { authorization: `Bearer ${apiKey}`, ...(afterId && { "last-event-id": afterId }) },
    });
    try {
      for await (const event of readStream(response)) events.push(event);
      return { isBroken: false };
    } catch (error) {
      // undici's word for it; anything else is a fault of the stream.
      if (error instanceof TypeError && error.message === "terminated") return { isBroken: true };
      throw error;
    }
  }
}
