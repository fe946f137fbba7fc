import { answer } from "@/lib/surfaces/http/answer";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { answerMcpSignIn } from "@/lib/surfaces/mcp-sign-in/answer-mcp-sign-in";

export const GET = (request: Request) => answer(request, (base) => answerMcpSignIn(base, request));

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseMethodsBut("GET");
