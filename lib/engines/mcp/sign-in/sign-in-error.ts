import { IssuerMismatchError, OAuthError, RegistrationRejectedError } from "@modelcontextprotocol/client";
import { AppError } from "@/lib/core/app-error";

type SignInErrorInput = { server: string; error: unknown };

/** Why a sign-in does not work, in our words: those of the other side could hold what was sent to it. */
export function signInError({ server, error }: SignInErrorInput): AppError {
  if (error instanceof AppError) return error;
  const [detail, hint] = sentences(error);
  return new AppError({
    code: "mcp_failed",
    detail: `The sign-in for MCP server '${server}' does not work: ${detail}.`,
    ...(hint && { hint }),
    mayHaveRun: false,
    context: { fault: error instanceof Error ? error.name : "unknown" },
  });
}

function sentences(error: unknown): [detail: string, hint?: string] {
  if (error instanceof IssuerMismatchError) return ["the answer is from another authorization server than was asked"];
  if (error instanceof RegistrationRejectedError) {
    return [`its authorization server refused to register this program (${error.status})`, registerByHand];
  }
  if (error instanceof OAuthError) return [`its authorization server answered ${codeOf(error)}`];
  const message = error instanceof Error ? error.message : "";
  if (message.includes("dynamic client registration")) {
    return ["its authorization server lets no program register itself", registerByHand];
  }
  if (/^Protected resource .* does not match/.test(message)) return ["it names another server as its own"];
  return ["what its authorization server answers is not OAuth as MCP has it"];
}

const registerByHand = "Register this program there by hand, and sign in with its client_id: --client-id.";

/** One of the words that a code may be (RFC 6749, section 5.2), and nothing else. */
function codeOf({ code }: OAuthError): string {
  return /^[a-z_]{1,40}$/.test(code) ? `'${code}'` : "with an error";
}
