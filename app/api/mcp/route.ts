import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondMcp } from "@/lib/surfaces/mcp/respond-mcp";

// A caller may wait 40 seconds, where a platform ends a call after some.
export const maxDuration = 60;

export const POST = (request: Request) => respondMcp(request);

// No stream outside of a call, and no session to end.
export const { GET, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("POST");
