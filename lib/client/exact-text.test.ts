import fc from "fast-check";
import { expect, test } from "vitest";
import { exactText } from "./exact-text";

test.each([
  ["a right-to-left override", "rm \u202efdp.txt", "\\u202e", ["U+202E"]],
  ["a zero-width space", "rm\u200b-rf", "\\u200b", ["U+200B"]],
  ["a terminal escape", "ls \u001b[2K", "\\u001b", ["U+001B"]],
  ["a carriage return", "rm -rf /\rls", "\\u000d", ["U+000D"]],
  ["a no-break space", "rm\u00a0-rf", "\\u00a0", ["U+00A0"]],
  ["an ideographic space", "rm\u3000x", "\\u3000", ["U+3000"]],
  ["a mark that strikes its neighbour through", "rm a\u0336", "\\u0336", ["U+0336"]],
  ["what joins an emoji", "👩\u200d🔬", "\\u200d", ["U+200D"]],
  ["a tag character beyond the first plane", "a\u{e0041}", "\\udb40\\udc41", ["U+E0041"]],
  ["a lone surrogate", "a\ud800", "\\ud800", ["U+D800"]],
  ["a tab", "a\tb", "\\t", []],
  ["a line break, and breaks the line", "a\nb", "\\n\n", []],
  ["a long run of spaces, counted", `ls${" ".repeat(400)}; rm x`, "[400 spaces]", []],
  ["a run of empty lines, counted", `ls${"\n".repeat(90)}rm x`, "[90 line breaks]\n", []],
])("escapes %s", (_name, text, shown, codes) => {
  expect(exactText(text)).toContainEqual({ kind: "escape", text: shown, codes });
});

test("marks a letter that only looks like another", () => {
  expect(exactText("systemctl st\u043ep")).toEqual([
    { kind: "plain", text: "systemctl st", codes: [] },
    { kind: "foreign", text: "\u043e", codes: ["U+043E"] },
    { kind: "plain", text: "p", codes: [] },
  ]);
});

test.each(["systemctl restart nginx", "awk '{print $1}' <b>&amp;</b>", "    indented", "", "\\u202e typed out"])(
  "leaves %j as it is",
  (text) => {
    expect(exactText(text)).toEqual(text === "" ? [] : [{ kind: "plain", text, codes: [] }]);
  },
);

test("nothing but printable ASCII and line breaks is shown unmarked, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      for (const { kind, text: shown } of exactText(text)) {
        if (kind === "foreign") expect(shown).not.toMatch(/[\0-\x7f\p{Zs}\p{C}\p{M}\p{DI}]/u);
        else expect(shown).toMatch(kind === "plain" ? /^[ -~]*$/ : /^[ -~\n]*$/);
      }
    }),
  );
});

test("the plain parts and the foreign ones are the text itself, in order", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", " ", "é", "\u200b", "\n", "rm"), { maxLength: 60 }), (units) => {
      const text = units.join("");
      const kept = exactText(text).flatMap((part) => (part.kind === "escape" ? [] : [part.text]));
      let from = 0;
      for (const stretch of kept) {
        from = text.indexOf(stretch, from);
        expect(from).toBeGreaterThanOrEqual(0);
        from += stretch.length;
      }
    }),
  );
});
