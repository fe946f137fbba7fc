// Controls, format characters (bidi, zero-width, tags), line separators, private use, lone surrogates, and what Unicode
// calls ignorable. Newline and tab are left to the page's layout, and an emoji keeps what joins and colours it.
const emojiPart = String.raw`(?<=\p{ExtPict})\ufe0f|(?<=\p{ExtPict}\ufe0f?)\u200d(?=\p{ExtPict})`;
const invisible = new RegExp(
  String.raw`(?![\n\t]|${emojiPart})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{DI}\u2800]`,
  "gu",
);

/** Text with every character that cannot be seen, or that reorders others, written as its JSON escape. */
export function visibleText(text: string): string {
  return text.replace(invisible, escapeCharacter);
}

/** A value as indented JSON, valid to copy, in which nothing is hidden. */
export function visibleJson(value: unknown): string {
  return visibleText(JSON.stringify(value, null, 2) ?? "null");
}

function escapeCharacter(character: string): string {
  let escaped = "";
  for (let unit = 0; unit < character.length; unit++) {
    escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}
