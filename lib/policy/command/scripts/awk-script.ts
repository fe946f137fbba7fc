const spaces = "[ \\t]*";
const text = String.raw`"(?:\\[\\"nt/]|[^"\\\n])*"`;
const bracket = String.raw`\[\^?(?:\[:[a-z]+:\]|[^\][\\\n/^])(?:\[:[a-z]+:\]|[^\][\\\n/])*\]`;
const regex = String.raw`/(?:\\[^\n]|${bracket}|[^\\/[\n])+/`;
const field = String.raw`\$(?:\d{1,3}(?!\d)|NF|NR|\(NF${spaces}-${spaces}\d{1,3}\))`;
const element = String.raw`[a-z]{1,12}(?:\[(?:${field}|[a-z]{1,12})\])?`;
const variable = String.raw`(?:NR|NF|FNR|FILENAME|FS|${element})(?![\w(\[])`;
const number = String.raw`\d{1,12}(?:\.\d{1,9})?(?![\d.])`;
const call = String.raw`(?:length|int|toupper|tolower)\((?:${field}|${variable})?\)`;
const operand = `(?:${call}|${field}|${text}|${number}|${variable})`;
const value = `${operand}(?:(?:${spaces}[-+*/%])?${spaces}${operand}){0,12}`;
const comparison = `${value}(?:${spaces}(?:!?~${spaces}${regex}|(?:==|!=|<=|>=|<|>)${spaces}${value}))?`;
const test = `(?:!${spaces})?(?:${regex}|${comparison})`;
const pattern = String.raw`(?:BEGIN|END|${test}(?:${spaces}(?:&&|\|\|)${spaces}${test}){0,4})`;
// No redirection and no pipe can follow: neither > nor | is part of a value.
const print = `printf?(?:${spaces}${value}(?:${spaces},${spaces}${value}){0,12})?`;
const assign = String.raw`(?:FS|OFS|${element})${spaces}(?:[-+]?=${spaces}${value}|\+\+|--)`;
// The one loop whose rounds are counted before it starts.
const loop = String.raw`for${spaces}\([a-z]{1,12} in [a-z]{1,12}\)${spaces}${print}`;
const statement = `(?:${loop}|${print}|${assign})`;
const action = String.raw`\{${spaces}${statement}(?:${spaces};${spaces}${statement}){0,6}(?:${spaces};)?${spaces}\}`;
// A pattern alone must end in ; or the slash of a next one would be read as a division.
const rule = new RegExp(`^${spaces}(?:(?:${pattern})?${spaces}${action}[ \\t;]*|${pattern}${spaces}(?:;|$))`);
// Words of the language that run, write, read more or never end.
const otherWords =
  /\b(?:system|getline|close|fflush|while|do|function|func|nextfile|delete|exit|next|if|return|switch|case|default|else|break|continue|split|sub|gsub|match|print\w+f|include|load|namespace)\b/;

const lengthMax = 300;
const rulesMax = 6;

/** Whether an awk program is only patterns, prints and sums of fields: no files, no commands, no loops. */
export function isReadOnlyAwk(script: string): boolean {
  if (script.length > lengthMax || otherWords.test(script.replace(/"(?:\\.|[^"\\])*"/g, " "))) return false;
  let rest = script;
  for (let rules = 0; rules < rulesMax; rules++) {
    const found = rule.exec(rest)?.[0];
    if (!found) return false;
    rest = rest.slice(found.length);
    if (rest.trim() === "") return true;
  }
  return false;
}
