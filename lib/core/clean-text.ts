// As lib/client/visible-text.ts: controls, format characters (bidi, zero-width, tags), separators, private use, halves
// of characters, and what Unicode calls ignorable. Newline and tab stay, and what joins and colours an emoji.
const emojiPart = String.raw`(?<=\p{ExtPict})\ufe0f|(?<=\p{ExtPict}\ufe0f?)\u200d(?=\p{ExtPict})`;
const invisible = new RegExp(
  String.raw`(?![\n\t]|${emojiPart})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{DI}\u2800]`,
  "gu",
);

/** Somebody else's words without what cannot be seen, reorders what can, or cannot be stored. */
export function cleanText(text: string): string {
  return text.replace(invisible, "");
}
