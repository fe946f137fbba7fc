import type { Doubt } from "@/lib/policy/command/doubt";
import type { ShellWord } from "@/lib/policy/command/shell/shell-word";
import { type PathPattern, pathPattern } from "./path-pattern";
import { patternsMeet } from "./patterns-meet";
import { plainFolders, readableVirtual } from "./proc-rules";
import { resolvePath } from "./resolve-path";
import { hiddenSecretNames, secretFolders, secretNames, secretPlaces, secretWord } from "./secret-rules";

const anywhere = (names: string[]) => names.map((name) => pathPattern(`**/${name}`));
const namedSecrets = [...anywhere(secretNames), ...anywhere(hiddenSecretNames)];
const inFolders = anywhere(secretFolders.map((folder) => `${folder}/*/**`));
const folders = anywhere(secretFolders.map((folder) => `${folder}/**`));
const places = secretPlaces.map(pathPattern);
const virtual = ["/proc/**", "/dev/**"].map(pathPattern);
const readable = readableVirtual.map(pathPattern);
const plain = plainFolders.map(pathPattern);

type JudgePathInput = {
  word: ShellWord;
  /** `read` shows the contents of a file; `tree` those of everything below a directory. */
  access: "read" | "tree";
  /** Where a relative path may start, beside the home directory. */
  folders: PathPattern[];
};

/** Whether a path may be read: a doubt when it could be a secret, a device, or something that never ends. */
export function judgePath({ word, access, folders: starts }: JudgePathInput): Doubt | null {
  const path = resolvePath(word);
  if (path.climbs) return climbing;
  if (access === "tree" && !path.isAbsolute) return relativeTree;
  const roots = path.isAbsolute ? [[]] : [[], ...starts];
  for (const root of roots) {
    const asked = [...root, ...path.pattern];
    const doubt = access === "tree" ? judgeTree(asked) : judgeFile({ asked, hasGlob: path.hasGlob });
    if (doubt) return doubt;
  }
  return null;
}

function judgeFile({ asked, hasGlob }: { asked: PathPattern; hasGlob: boolean }): Doubt | null {
  const meets = (rule: PathPattern) => patternsMeet({ asked, rule });
  if (virtual.some(meets) && !readable.some((rule) => isWithin({ asked, rule }))) return device;
  // A glob in a folder of plain files is not suspected of the names that it could match, only of what it spells.
  const isPlain = hasGlob && plain.some((rule) => isWithin({ asked, rule }));
  const isSecret = [...inFolders, ...places, ...(isPlain ? [] : namedSecrets)].some(meets);
  if (isSecret) return hasGlob ? reachingGlob : secret;
  return spellsSecret(asked) ? secret : null;
}

function judgeTree(root: PathPattern): Doubt | null {
  const asked: PathPattern = [...root, "deep"];
  const isHidden = root.some((segment) => segment !== "deep" && isChar(segment[0], "."));
  if (isHidden || root.some((segment) => segment !== "deep" && segment.some((token) => token.is !== "char")))
    return tree;
  if ([...virtual, ...places].some((rule) => patternsMeet({ asked, rule }))) return tree;
  return [...folders, ...namedSecrets].some((rule) => patternsMeet({ asked: root, rule })) || spellsSecret(root)
    ? secret
    : null;
}

/** Whether every path of `asked` is one of `rule`: a glob is only within a rule's own wildcard. */
function isWithin({ asked, rule }: { asked: PathPattern; rule: PathPattern }): boolean {
  const isDeep = rule.at(-1) === "deep";
  if (isDeep ? asked.length < rule.length : asked.length !== rule.length) return false;
  return rule.every((segment, index) => {
    const own = asked[index];
    if (segment === "deep") return true;
    if (own === undefined || own === "deep") return false;
    if (segment.length === 1 && segment[0]?.is === "many") return true;
    return (
      own.length === segment.length &&
      segment.every((token, place) => token.is === "char" && isChar(own[place], token.char))
    );
  });
}

function spellsSecret(asked: PathPattern): boolean {
  const last = asked.at(-1);
  if (last === undefined || last === "deep") return false;
  const text = last.map((token) => (token.is === "char" ? token.char : "*")).join("");
  return secretWord.test(text) && text !== "passwd";
}

function isChar(token: { is: string; char?: string } | undefined, char: string): boolean {
  return token?.is === "char" && token.char === char;
}

const climbing: Doubt = {
  rule: "path-climbs",
  reason: "A path that climbs with .. cannot be followed by text alone; write it in full.",
};
const relativeTree: Doubt = {
  rule: "tree-path",
  reason: "What lies below a relative directory cannot be known; write the directory in full.",
};
const tree: Doubt = {
  rule: "tree-holds-secrets",
  reason:
    "Reading everything below this directory could read secrets or devices; name a narrower directory, such as one in /var/log.",
};
const device: Doubt = {
  rule: "device-path",
  reason:
    "Devices and most of /proc show memory, environments or never end; read a file such as /proc/meminfo or /proc/PID/status.",
};
const secret: Doubt = {
  rule: "secret-path",
  reason: "This path is one where secrets are kept; its names and dates can be seen with ls -l or stat.",
};
const reachingGlob: Doubt = {
  rule: "glob-reaches-secret",
  reason: "This glob could match a file that holds secrets; narrow it, for example to *.log or *.conf.",
};
