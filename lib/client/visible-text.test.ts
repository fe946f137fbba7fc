import { expect, test } from "vitest";
import { visibleJson, visibleText } from "./visible-text";

test.each([
  ["a right-to-left override", "\u202egpj.exe", "\\u202egpj.exe"],
  ["an isolate", "\u2066x\u2069", "\\u2066x\\u2069"],
  ["a zero-width space", "a\u200bb", "a\\u200bb"],
  ["a byte order mark", "\ufeffa", "\\ufeffa"],
  ["a terminal escape", "\u001b[31m", "\\u001b[31m"],
  ["a C1 control", "\u009b31m", "\\u009b31m"],
  ["a line separator", "a\u2028b", "a\\u2028b"],
  ["a tag character beyond the first plane", "a\u{e0041}", "a\\udb40\\udc41"],
  ["a variation selector after a letter", "a\ufe0f", "a\\ufe0f"],
  ["a Hangul filler", "\u3164", "\\u3164"],
  ["a lone surrogate", "\ud800", "\\ud800"],
])("writes %s as its escape", (_name, text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test.each(["plain", "Grüße, 東京, שלום, مرحبا", "two\nlines\tand a tab", "👍🏽 ❤\ufe0f 👩\u200d🔬 🇨🇭", "<b>&amp;</b>"])(
  "leaves %j as it is",
  (text) => {
    expect(visibleText(text)).toBe(text);
  },
);

test("JSON made visible is the same JSON", () => {
  const value = { "k\u200b": ["\u202e", "\u0000", "\ud800", "\u{e0041}", "\n"] };
  expect(JSON.parse(visibleJson(value))).toEqual(value);
});
