import { checkCharacters } from "./check-characters";
import type { CommandPart, CommandVerdict, Verdict } from "./command-verdict";
import type { Doubt } from "./doubt";
import { type JudgedStep, judgeStep } from "./judge-step";
import type { PathPattern } from "./paths/path-pattern";
import { resolvePath } from "./paths/resolve-path";
import { renderCommand } from "./render-command";
import { parseCommand, type Step } from "./shell/parse-command";

const stepsMax = 40;
const foldersMax = 8;

/**
 * Judges one command line by its text alone. `allow` means that every part is proven to read only, to end and to stay
 * away from secrets, and carries the exact line to send; what is not proven is `approval`; what hides something from a
 * person's eyes is `refuse`. Never throws.
 */
export function judgeCommand(command: string): CommandVerdict {
  const hidden = checkCharacters(command);
  if (hidden) return { verdict: "refuse", ...hidden, parts: [], rendered: null };
  const steps = parseCommand(command);
  if ("rule" in steps) return wholly("approval", command, steps);
  if (steps.length === 0) return { verdict: "refuse", ...empty, parts: [], rendered: null };
  if (steps.length > stepsMax) return wholly("approval", command, tooManySteps);
  const judged = judgeSteps(steps);
  const worst =
    judged.find(({ part }) => part.verdict === "refuse") ?? judged.find(({ part }) => part.verdict === "approval");
  const parts = judged.map(({ part }) => part);
  if (worst)
    return { verdict: worst.part.verdict, rule: worst.part.rule, reason: worst.reason ?? "", parts, rendered: null };
  const rendered = renderCommand(
    judged.map(({ words, part }) => ({ words, connector: part.connector, redirections: part.redirections })),
  );
  return { verdict: "allow", ...proven, parts, rendered };
}

/** In order, following `cd`: a relative path is judged from every directory that it may start in. */
function judgeSteps(steps: Step[]): JudgedStep[] {
  let folders: PathPattern[] = [];
  return steps.map((step, at) => {
    const judged = judgeStep({ step, folders });
    if (judged.part.verdict !== "allow" || judged.part.argv?.[0] !== "cd") return judged;
    const isPiped = step.connector === "|" || steps[at + 1]?.connector === "|";
    const entered = enter({ folders, judged });
    const doubt = isPiped ? pipedCd : entered.length > foldersMax ? tooManyFolders : null;
    if (doubt)
      return { ...judged, reason: doubt.reason, part: { ...judged.part, verdict: "approval", rule: doubt.rule } };
    folders = entered;
    return judged;
  });
}

function enter({ folders, judged }: { folders: PathPattern[]; judged: JudgedStep }): PathPattern[] {
  const target = judged.words.at(-1);
  if (!target) return folders;
  const { pattern, isAbsolute } = resolvePath(target);
  const entered = isAbsolute ? [pattern] : [[], ...folders].map((folder) => [...folder, ...pattern]);
  // The directory may not exist, and then the one before stays.
  return [...folders, ...entered];
}

function wholly(verdict: Verdict, text: string, doubt: Doubt): CommandVerdict {
  const part: CommandPart = {
    text,
    argv: null,
    verdict,
    rule: doubt.rule,
    note: "Is not understood.",
    connector: null,
    redirections: [],
  };
  return { verdict, ...doubt, parts: [part], rendered: null };
}

const proven: Doubt = {
  rule: "read-only",
  reason: "Every part only reads, ends by itself, and stays away from places where secrets are kept.",
};
const empty: Doubt = { rule: "empty", reason: "There is no command in this text." };
const tooManySteps: Doubt = {
  rule: "too-many-steps",
  reason: `More than ${stepsMax} commands in one line; send them one by one.`,
};
const tooManyFolders: Doubt = { rule: "too-many-cd", reason: "Too many cd in one line; write the paths in full." };
const pipedCd: Doubt = { rule: "piped-cd", reason: "A cd inside a pipe changes nothing; put it before, joined by &&." };
