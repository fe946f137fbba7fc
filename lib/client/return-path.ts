const anyOrigin = "http://console.invalid";

/** Where to go after sign-in: the console page that was asked for, or the question of a program; never another site. */
export function returnPath(wanted: string | null | undefined): string {
  if (!wanted || !URL.canParse(wanted, anyOrigin)) return "/console";
  const url = new URL(wanted, anyOrigin);
  const isOurs = ["/console", "/oauth/authorize"].includes(url.pathname) || url.pathname.startsWith("/console/");
  return url.origin === anyOrigin && isOurs ? `${url.pathname}${url.search}` : "/console";
}
