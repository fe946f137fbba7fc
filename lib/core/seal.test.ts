import { expect, it } from "vitest";
import { deriveKey } from "./crypto";
import { seal, unseal } from "./seal";

const key = deriveKey({ secret: "a secret of the tests", purpose: "test" });
const sealed = seal({ text: "whsec_ä", key, owner: "key_1" });

it("gives back what was sealed, and seals differently each time", () => {
  expect(unseal({ text: sealed, key, owner: "key_1" })).toBe("whsec_ä");
  expect(seal({ text: "whsec_ä", key, owner: "key_1" })).not.toBe(sealed);
  expect(sealed).not.toContain("whsec");
});

it.each([
  ["another key", { text: sealed, key: deriveKey({ secret: "other", purpose: "test" }), owner: "key_1" }],
  ["another owner", { text: sealed, key, owner: "key_2" }],
  ["a changed text", { text: sealed.slice(0, -2) + (sealed.endsWith("AA") ? "BB" : "AA"), key, owner: "key_1" }],
  ["a shortened tag", { text: sealed.slice(0, -8), key, owner: "key_1" }],
  ["another version", { text: sealed.replace("v1", "v2"), key, owner: "key_1" }],
  ["something else", { text: "whsec_plain", key, owner: "key_1" }],
])("opens nothing with %s", (_what, input) => expect(unseal(input)).toBeNull());
