import type { Doubt } from "@/lib/policy/command/doubt";
import { type ShellWord, textOf } from "@/lib/policy/command/shell/shell-word";
import type { PathPattern } from "./path-pattern";
import { meets, pathRule } from "./path-rule";
import { plainFolders, readableVirtual } from "./proc-rules";
import { resolvePath } from "./resolve-path";
import { hiddenSecretNames, secretFolders, secretNames, secretPlaces, secretWord } from "./secret-rules";

// PATH_MAX of Linux; what has to be expanded is compared with every rule, and is held shorter.
const pathCharactersMax = 4_096;
const globCharactersMax = 255;

const anywhere = (names: string[]) => names.map((name) => pathRule(`**/${name}`));
const namedSecrets = [...anywhere(secretNames), ...anywhere(hiddenSecretNames)];
const inFolders = anywhere(secretFolders.map((folder) => `${folder}/*/**`));
const folders = anywhere(secretFolders.map((folder) => `${folder}/**`));
const places = secretPlaces.map(pathRule);
const virtual = ["/proc/**", "/dev/**"].map(pathRule);
const readable = readableVirtual.map(pathRule);
const plain = plainFolders.map(pathRule);

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
  if (textOf(word).length > (path.hasGlob || access === "tree" ? globCharactersMax : pathCharactersMax)) return tooLong;
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
  const isOne = meets(asked);
  if (virtual.some(isOne) && !readable.some(({ pattern }) => isWithin({ asked, rule: pattern }))) return device;
  // A glob in a folder of plain files is not suspected of the names that it could match, only of what it spells.
  const isPlain = hasGlob && plain.some(({ pattern }) => isWithin({ asked, rule: pattern }));
  const isSecret = [...inFolders, ...places, ...(isPlain ? [] : namedSecrets)].some(isOne);
  if (isSecret) return hasGlob ? reachingGlob : secret;
  return spellsSecret(asked) ? secret : null;
}

function judgeTree(root: PathPattern): Doubt | null {
  const isHidden = root.some((segment) => segment !== "deep" && isChar(segment[0], "."));
  if (isHidden || root.some((segment) => segment !== "deep" && segment.some((token) => token.is !== "char")))
    return tree;
  if ([...virtual, ...places].some(meets([...root, "deep"]))) return tree;
  return [...folders, ...namedSecrets].some(meets(root)) || spellsSecret(root) ? secret : null;
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

const tooLong: Doubt = {
  rule: "path-too-long",
  reason: "This path is too long to be judged; name it in a shorter way.",
};
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
