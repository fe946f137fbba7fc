import type { Context } from "@/lib/records/context";
import type { McpSignIn } from "@/lib/records/mcp-credentials/read-mcp-sign-in";

type JudgeTokenInput = { signIn: McpSignIn; refused: string | null };

/** `due`: to be renewed, and until then `token` will do, where there is one. */
type Verdict =
  | { kind: "good"; token: string }
  | { kind: "due"; refreshToken: string; token: string | null }
  | { kind: "ended" };

/** So long before its end a token is renewed, since clocks differ and requests take time. */
const earlyMs = 60_000;

/** What an access token is worth now. `refused` is one that its server did not take. */
export function judgeToken({ clock }: Pick<Context, "clock">, { signIn, refused }: JudgeTokenInput): Verdict {
  const { tokens, expiresAt } = signIn;
  if (tokens === null) return { kind: "ended" };
  const { accessToken, refreshToken } = tokens;
  const leftMs = expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt.getTime() - clock.now().getTime();
  const isUsable = accessToken !== refused && leftMs > 0;
  if (isUsable && (leftMs > earlyMs || refreshToken === null)) return { kind: "good", token: accessToken };
  if (refreshToken === null) return { kind: "ended" };
  return { kind: "due", refreshToken, token: isUsable ? accessToken : null };
}
