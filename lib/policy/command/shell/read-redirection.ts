import type { Redirection } from "unbash";
import type { Doubt } from "@/lib/policy/command/doubt";
import { readWord } from "./read-word";
import { textOf } from "./shell-word";

/** One redirection as POSIX shells write it; bash's `&>` becomes two. A doubt unless it can neither write nor read. */
export function readRedirection(redirection: Redirection): string[] | Doubt {
  if (redirection.type !== "Redirect" || redirection.target === undefined) return notHarmless;
  const { operator, descriptor } = redirection;
  if (descriptor && descriptor.type !== "FileDescriptor") return notHarmless;
  const word = readWord(redirection.target.text);
  if ("rule" in word || word.pieces.some((piece) => piece.kind === "glob")) return notHarmless;
  return harmless({ operator, number: descriptor?.value ?? null, target: textOf(word) }) ?? notHarmless;
}

function harmless({
  operator,
  number,
  target,
}: {
  operator: string;
  number: number | null;
  target: string;
}): string[] | null {
  if (number !== null && number > 2) return null;
  if (operator === "<") return (number ?? 0) === 0 && target === "/dev/null" ? ["</dev/null"] : null;
  if (number === 0) return null;
  const from = number === 2 ? "2" : "";
  if (operator === ">" || operator === ">>") return target === "/dev/null" ? [`${from}>/dev/null`] : null;
  if (operator === "&>" || operator === "&>>") return number === null && target === "/dev/null" ? toNowhere : null;
  if (operator !== ">&") return null;
  if (target === "/dev/null") return number === null ? toNowhere : null;
  return target === "1" || target === "2" ? [`${from}>&${target}`] : null;
}

const toNowhere = [">/dev/null", "2>&1"];
const notHarmless: Doubt = {
  rule: "redirection",
  reason: "Only redirections to and from /dev/null and 2>&1 are proven harmless; leave the others out.",
};
