import type { PathPattern, Segment, Token } from "./path-pattern";

/**
 * Whether one path exists that both patterns match. In `asked`, what the shell or the program would expand, a glob at
 * the start of a name does not match a dot (POSIX XCU 2.13.3); in `rule` it does. Time is the product of the lengths.
 */
export function patternsMeet({ asked, rule }: { asked: PathPattern; rule: PathPattern }): boolean {
  return meet({
    left: asked,
    right: rule,
    isDeep: (segment) => segment === "deep",
    isPair: (left, right) => left !== "deep" && right !== "deep" && namesMeet(left, right),
  });
}

function namesMeet(asked: readonly Token[], rule: readonly Token[]): boolean {
  const first = asked[0];
  const dotted = rule[0]?.is === "char" && rule[0].char === ".";
  if (dotted && first !== undefined && first.is !== "char") return false;
  if (differ(first, rule[0]) || differ(asked.at(-1), rule.at(-1))) return false;
  return meet<Token>({
    left: asked,
    right: rule,
    isDeep: (token) => token.is === "many",
    isPair: (left, right) =>
      left.is === "any" ||
      right.is === "any" ||
      (left.is === "char" && right.is === "char" && left.char === right.char),
  });
}

function differ(left: Token | undefined, right: Token | undefined): boolean {
  return left?.is === "char" && right?.is === "char" && left.char !== right.char;
}

type Meet<Item extends Segment | Token> = {
  left: readonly Item[];
  right: readonly Item[];
  /** An item that stands for any number of others. */
  isDeep: (item: Item) => boolean;
  isPair: (left: Item, right: Item) => boolean;
};

/** Two wildcard sequences, compared row by row from their ends. */
function meet<Item extends Segment | Token>({ left, right, isDeep, isPair }: Meet<Item>): boolean {
  let below: boolean[] = [];
  for (let row = left.length; row >= 0; row--) {
    const here: boolean[] = [];
    const a = left[row];
    for (let column = right.length; column >= 0; column--) {
      const b = right[column];
      if (a === undefined && b === undefined) here[column] = true;
      else if (a !== undefined && isDeep(a))
        here[column] = below[column] === true || (b !== undefined && here[column + 1] === true);
      else if (b !== undefined && isDeep(b))
        here[column] = here[column + 1] === true || (a !== undefined && below[column] === true);
      else here[column] = a !== undefined && b !== undefined && isPair(a, b) && below[column + 1] === true;
    }
    below = here;
  }
  return below[0] === true;
}
