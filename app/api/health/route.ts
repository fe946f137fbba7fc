export const dynamic = "force-dynamic";

/** The process answers; for the database see /ready. */
export function GET() {
  return Response.json({ status: "ok" });
}
