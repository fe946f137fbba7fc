import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { Runtime } from "@/lib/surfaces/process/runtime";
import { checkCredentials } from "./check-credentials";

const sessionSecondsMax = 7 * 24 * 60 * 60;

/** How next-auth signs console users in: password against the users table, session in a sealed cookie of a week. */
export function authOptions({ env, database, clock, log, sessionSecret }: Runtime): NextAuthOptions {
  return {
    secret: sessionSecret,
    useSecureCookies: env.publicUrl.startsWith("https:"),
    session: { strategy: "jwt", maxAge: sessionSecondsMax },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        // next-auth hands the message of what is thrown here to the page as its error code.
        authorize: async (credentials) => {
          const verdict = await checkCredentials({ db: database.db, clock }, credentials).catch((cause: unknown) => {
            log.error({ err: cause }, "a sign-in could not be checked");
            throw new Error("Unavailable");
          });
          switch (verdict.kind) {
            case "accepted":
              log.info({ user: verdict.user.id }, "signed in");
              return { id: verdict.user.id, email: verdict.user.email };
            case "refused":
              log.warn("a sign-in was refused");
              return null;
            case "throttled":
              log.warn({ waitMs: verdict.waitMs }, "a sign-in was throttled");
              throw new Error("Throttled");
          }
        },
      }),
    ],
    logger: {
      error: (code, metadata) => log.error({ err: metadata }, code),
      warn: (code) => log.debug(code),
      debug: () => {},
    },
  };
}
