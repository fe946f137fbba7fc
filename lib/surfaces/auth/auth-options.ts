import type { NextAuthOptions } from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import type { Provider } from "next-auth/providers/index";
import type { Context } from "@/lib/records/context";
import type { User } from "@/lib/records/users/find-user";
import { noteSignIn } from "@/lib/records/users/note-sign-in";
import { processContext } from "@/lib/surfaces/process/process-context";
import type { Runtime } from "@/lib/surfaces/process/runtime";
import { admitFromElsewhere } from "./admit-from-elsewhere";
import { authorize } from "./authorize";
import type { Visitor } from "./check-credentials";
import { githubProvider } from "./github-provider";
import { oidcProvider } from "./oidc-provider";
import { findTokenUser } from "./session-user";

const sessionSecondsMax = 7 * 24 * 60 * 60;

/** One request of next-auth's: who sends it, and whom it let in. */
export type Visit = { visitor: Visitor; accepted: User | null };

/**
 * How next-auth signs console users in: by password, or by a provider elsewhere when one is configured. The session is a
 * sealed cookie of a week, renewed while it is used, and good while its version is the user's.
 */
export function authOptions(runtime: Runtime, visit: Visit): NextAuthOptions {
  const { env, log, sessionSecret } = runtime;
  const ctx = processContext(runtime);
  const { oidc, github } = env.signIn;
  const providers: Provider[] = [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      authorize: async (given) => {
        visit.accepted = await authorize(ctx, { given, visitor: visit.visitor });
        return visit.accepted && { id: visit.accepted.id };
      },
    }),
    ...(oidc ? [oidcProvider(oidc)] : []),
    ...(github ? [githubProvider(github)] : []),
  ];
  return {
    secret: sessionSecret,
    useSecureCookies: env.publicUrl.startsWith("https:"),
    session: { strategy: "jwt", maxAge: sessionSecondsMax },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers,
    jwt: {
      decode: async (params) => {
        const token = await decode(params);
        return token && (await findTokenUser(ctx, token)) ? token : null;
      },
    },
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.type === "credentials") return visit.accepted !== null;
        visit.accepted = await admitFromElsewhere(ctx, { provider: account?.provider ?? "", profile });
        return visit.accepted !== null;
      },
      // Only what a session needs: nothing of what a provider said.
      jwt: ({ token }) => (visit.accepted ? tokenOf(ctx, visit.accepted) : token),
    },
    events: {
      signIn: async () => {
        if (visit.accepted) await noteSignIn(ctx, visit.accepted.id);
        log.info({ user: visit.accepted?.id }, "signed in");
      },
    },
    logger: {
      error: (code, metadata) => log.error({ err: causeOf(metadata) }, code),
      warn: (code) => log.debug(code),
      debug: () => {},
    },
  };
}

function tokenOf({ clock }: Pick<Context, "clock">, { id, email, sessionVersion }: User): JWT {
  return { sub: id, email, version: sessionVersion, signedInMs: clock.now().getTime() };
}

/** Never the rest of it: next-auth puts whole profiles and tokens beside its errors. */
function causeOf(metadata: Error | { error?: unknown }): unknown {
  const { name, message } = (metadata instanceof Error ? metadata : (metadata.error ?? {})) as Partial<Error>;
  return { name, message };
}
