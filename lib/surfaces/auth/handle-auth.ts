import { AppError } from "@/lib/core/app-error";
import { announceUrl } from "@/lib/core/env";
import { answer } from "@/lib/surfaces/http/answer";
import { checkOrigin } from "@/lib/surfaces/http/check-origin";
import { clientAddress } from "@/lib/surfaces/http/client-address";
import { getRuntime, type Runtime } from "@/lib/surfaces/process/runtime";
import { authOptions, type Visit } from "./auth-options";
import { callNextAuth } from "./call-next-auth";
import { deviceCookieName, deviceCookieSeconds, writeDevice } from "./known-device";
import { readCookies } from "./read-cookies";
import { readForm } from "./read-form";

type RouteArguments = { params: Promise<{ nextauth: string[] }> };

// What the sign-in page uses. next-auth's own pages, its redirects and its open log endpoint stay closed.
const actions: Record<string, readonly string[]> = {
  GET: ["csrf", "session", "callback"],
  POST: ["callback", "signin", "signout"],
};

/** The route handler of `/api/auth/*`: next-auth for the few actions that the console has. */
export async function handleAuth(request: Request, argument: RouteArguments): Promise<Response> {
  const params = await argument.params;
  const respond = async () => {
    const { nextauth } = params;
    checkAction({ request, nextauth });
    if (request.method === "POST") checkOrigin(request);
    const fields = request.method === "POST" ? await readForm(request) : {};
    return visitNextAuth(await getRuntime(), { request, nextauth, fields });
  };
  return answer(request, respond, params);
}

type VisitInput = { request: Request; nextauth: string[]; fields: Record<string, string> };

async function visitNextAuth(runtime: Runtime, { request, nextauth, fields }: VisitInput): Promise<Response> {
  const { env, clock, secretKey } = runtime;
  const cookies = readCookies(request);
  const address = clientAddress({ headers: request.headers, env });
  const visit: Visit = { visitor: { address, deviceCookie: cookies[deviceCookieName] ?? null }, accepted: null };
  announceUrl(env);
  const response = await callNextAuth({ request, nextauth, fields, cookies, options: authOptions(runtime, visit) });
  if (visit.accepted) {
    const device = writeDevice({ clock, secretKey }, visit.accepted.email);
    const rest = `Path=/api/auth; Max-Age=${deviceCookieSeconds}; HttpOnly; SameSite=Lax`;
    const secure = env.publicUrl.startsWith("https:") ? "; Secure" : "";
    response.headers.append("set-cookie", `${deviceCookieName}=${device}; ${rest}${secure}`);
  }
  return response;
}

function checkAction({ request, nextauth: [action = "", provider] }: { request: Request; nextauth: string[] }): void {
  const isPassword = provider === "credentials";
  const isElsewhere = provider !== undefined && !isPassword;
  // A password comes by POST, and the way back from elsewhere by GET.
  const isOpen =
    actions[request.method]?.includes(action) &&
    (action === "callback" ? isPassword === (request.method === "POST") : action !== "signin" || isElsewhere);
  if (isOpen) return;
  throw new AppError({ code: "not_found", detail: "There is nothing at this path.", hint: "Sign in at /sign-in." });
}
