import { followJob, type JobNews } from "@/lib/dispatch/follow-job";
import { jobEnvelope } from "@/lib/dispatch/job-envelope";
import { fitAnswer } from "@/lib/policy/fit-answer";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import type { JobEventRow } from "@/lib/records/jobs/list-events";
import { createCallerGuard } from "./caller-guard";

type RespondEventsInput = {
  request: Request;
  job: Job;
  /** The last event that the caller has. */
  afterId?: number;
  /** Whether the caller must first be told which job it is. */
  isNew?: boolean;
  headers?: Record<string, string>;
};

/** What a client sends as its last id when it has the envelope. */
export const endId = "end";

const retryMs = 2_000;
const encoder = new TextEncoder();

/**
 * A job's events as a stream that ends with its envelope. Source: HTML Living Standard, section 9.2 (server-sent events).
 * Nothing is read before the client takes what was read before, and all is let go of when it hangs up, or may see the
 * job no more.
 */
export function respondEvents(
  ctx: Context,
  { request, job, afterId = 0, isNew = false, headers = {} }: RespondEventsInput,
): Response {
  const guard = createCallerGuard(ctx, request);
  const follower = followJob({ ...ctx, signal: guard.signal }, { job, afterId });
  let opening = `retry: ${retryMs}\n\n${isNew ? frame({ event: "job", data: { job_id: job.id } }) : ""}`;
  let isOpen = true;
  let hasEnded = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // At once, so that the client knows that it is connected.
        const text = opening || (await nextText());
        opening = "";
        if (!isOpen) return;
        if (text) return controller.enqueue(encoder.encode(text));
        close();
        controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );

  async function nextText(): Promise<string> {
    if (hasEnded) return "";
    guard.start();
    try {
      const news = await follower.next();
      hasEnded = news.kind === "ended";
      return textOf(ctx, news);
    } catch (error) {
      // The client comes again with the id of the last event that it has.
      ctx.log.warn({ err: error, job: job.id }, "a stream was broken off");
      return "";
    }
  }

  function close(): void {
    isOpen = false;
    guard.stop();
    follower.stop();
  }

  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // Next compresses, and so holds back, what may be transformed; nginx holds back what it may buffer.
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      ...headers,
    },
  });
}

/** News as it travels; nothing at all is the end of the stream. */
function textOf(ctx: Context, news: JobNews): string {
  switch (news.kind) {
    case "events":
      return news.events.map(eventFrame).join("");
    case "quiet":
      return ": still here\n\n";
    case "ended":
      return `id: ${endId}\nevent: envelope\ndata: ${fitAnswer(jobEnvelope(ctx, news.job), ["result"])}\n\n`;
    case "stopped":
      return "";
  }
}

function eventFrame({ id, type, data, at }: JobEventRow): string {
  return `id: ${id}\n${frame({ event: type, data: { ...data, at: at.toISOString() } })}`;
}

/** JSON never holds a raw line break, so that one line of data is enough. */
function frame({ event, data }: { event: string; data: object }): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
