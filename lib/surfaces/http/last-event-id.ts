import { JobEventsQuery } from "@/lib/contracts/job-event";
import { parseQuery, parseRequest } from "./parse-request";

/**
 * The last event that a client has, 0 for none, or `end` when it has them all. The header goes before the query: it is
 * what a browser sends when it comes again to the same address. Throws `invalid_request` for what is no such id.
 */
export function lastEventIdOf(request: Request): number | "end" {
  const query = parseQuery(JobEventsQuery, request);
  const header = request.headers.get("last-event-id");
  const { last_event_id: id = "" } = header ? parseRequest(JobEventsQuery, { last_event_id: header }) : query;
  return id === "end" ? id : Number(id);
}
