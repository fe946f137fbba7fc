import type { FinishedSignIn } from "@/lib/dispatch/finish-mcp-sign-in";

type Shown = FinishedSignIn | { kind: "unreadable" };
type Words = { status: number; title: string; text: string };

/** A page of our own words, which loads nothing, is not kept, and tells no other site where it was. */
export function signInPage(shown: Shown): Response {
  const { status, title, text } = wordsOf(shown);
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}</style>
<main><h1>${escaped(title)}</h1><p>${escaped(text)}</p></main>
</html>
`;
  return new Response(page, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
  });
}

function wordsOf(shown: Shown): Words {
  switch (shown.kind) {
    case "done": {
      const whose = shown.callerId === "*" ? "all callers who have no credentials of their own" : shown.callerId;
      const text = `The MCP server '${shown.server}' is now called with this sign-in for ${whose}. You can close this page.`;
      return { status: 200, title: "Signed in", text };
    }
    case "denied":
      return { status: 200, title: "Not signed in", text: `The sign-in for '${shown.server}' was declined there.` };
    case "failed": {
      const text = [shown.detail, shown.hint, "Nothing was changed; begin again."].filter(Boolean).join(" ");
      return { status: 502, title: "The sign-in failed", text };
    }
    case "unknown": {
      const text = "This sign-in is not known: it was ended already, or its ten minutes are over. Begin again.";
      return { status: 400, title: "Not signed in", text };
    }
    case "other_user": {
      const text = "It was begun by a console user who is not signed in to the console in this browser.";
      return { status: 403, title: "Not signed in", text: `${text} Sign in there, then open this address again.` };
    }
    case "unreadable":
      return { status: 400, title: "Not signed in", text: "This address is opened by a sign-in that has begun." };
  }
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
