import { z } from "zod";

const firstMs = Date.parse("0001-01-01T00:00:00Z");
const lastMs = Date.parse("9999-12-31T00:00:00Z");

/** A moment as it is sent (ISO 8601), within the years that JavaScript and Postgres write in one way. */
export const Moment = z.iso.datetime({ offset: true }).refine((text) => isWritten(Date.parse(text)), {
  error: "must be within the years 1 to 9999",
});

/** What is no moment at all has been told so before. */
function isWritten(ms: number): boolean {
  return Number.isNaN(ms) || (ms >= firstMs && ms <= lastMs);
}
