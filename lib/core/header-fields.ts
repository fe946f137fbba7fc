// The headers that an operator may have sent with every call of a flow or an MCP server.
import { z } from "zod";

/** RFC 9110, section 5.6.2. */
const headerToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Printable ASCII: what every server reads in the same way. No space at the ends, where it is dropped. */
const fieldValue = /^[!-~](?:[ \t!-~]*[!-~])?$/;
/** What belongs to the connection or to the message (RFC 9110, sections 7.6.1 and 8), or is set for every call. */
const reservedHeaders = new Set(
  [
    "connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade",
    "host via expect content-length content-type content-encoding accept accept-encoding origin user-agent",
    "idempotency-key traceparent tracestate",
  ].flatMap((names) => names.split(" ")),
);

export const headerName = z
  .string()
  .max(128, "must have at most 128 characters")
  .regex(headerToken, "must be the name of a header")
  .refine((name) => !reservedHeaders.has(name.toLowerCase()), "is a header that is set for every call");

export const headerValue = z.string().max(4_096).regex(fieldValue, "must be printable ASCII on one line");
