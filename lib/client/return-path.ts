const anyOrigin = "http://console.invalid";

/** Where to go after sign-in: the console page that was asked for, and never another site. */
export function returnPath(wanted: string | null | undefined): string {
  if (!wanted || !URL.canParse(wanted, anyOrigin)) return "/console";
  const url = new URL(wanted, anyOrigin);
  const isConsole = url.pathname === "/console" || url.pathname.startsWith("/console/");
  return url.origin === anyOrigin && isConsole ? `${url.pathname}${url.search}` : "/console";
}
