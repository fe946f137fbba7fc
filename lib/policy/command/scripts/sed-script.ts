// A bracket has no slash and no backslash in it: seds and awks differ on whether one of those ends the expression.
const bracket = String.raw`\[\^?(?:\[:[a-z]+:\]|[^\][\\\n/^])(?:\[:[a-z]+:\]|[^\][\\\n/])*\]`;
const section = String.raw`(?:\\[^\n]|${bracket}|[^\\/[\n])*`;
const regex = `/${section}/`;
const replacement = String.raw`(?:\\[^\n]|[^\\/\n])*`;
const address = String.raw`(?:\d{1,9}(?:~\d{1,9})?|\$|${regex}I?)`;
const upTo = String.raw`(?:,(?:[+~]?\d{1,9}|\$|${regex}I?))?`;
// No D (can start over for ever), no e (runs), no w, W (write), no r, R (read): what is left prints, deletes, quits or replaces.
const action = String.raw`(?:[pd=q]|s/${section}/${replacement}/(?:[giIp]|\d{1,3}){0,4})`;
const command = new RegExp(`^(?:${address}${upTo} *)?(?:! *)?${action} *(?:;|$)`);
const otherDelimiter = /^s([|#,:@])((?:(?!\1)[^\\/\n[\]])*)\1((?:(?!\1)[^\\/\n])*)\1/;

const lengthMax = 500;
const commandsMax = 20;

/** Whether a sed script only prints, deletes and replaces lines of what it reads (POSIX sed, and GNU's ranges). */
export function isReadOnlySed(script: string): boolean {
  if (script.length > lengthMax) return false;
  let rest = script;
  for (let commands = 0; commands < commandsMax; commands++) {
    const slashed = withSlashes(rest.trimStart());
    const found = command.exec(slashed)?.[0];
    if (found === undefined) return false;
    rest = slashed.slice(found.length);
    if (rest.trim() === "") return true;
  }
  return false;
}

/** s|a|b| as s/a/b/, where neither side has a slash or a backslash that could mean something else. */
function withSlashes(script: string): string {
  return script.replace(otherDelimiter, (_, _delimiter: string, from: string, to: string) => `s/${from}/${to}/`);
}
