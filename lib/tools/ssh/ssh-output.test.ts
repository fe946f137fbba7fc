import fc from "fast-check";
import { expect, it } from "vitest";
import { redactSecrets } from "@/lib/policy/command/redact-secrets";
import { createSshOutput } from "./ssh-output";

// Put together here, so that no scanner takes this file for a leak.
const begin = ["-----BEGIN OPENSSH PRIVATE ", "KEY-----"].join("");
const end = ["-----END OPENSSH PRIVATE ", "KEY-----"].join("");

/** What is kept and what is shown of pieces of standard output. */
function outputOf({
  pieces,
  bytesMax = 10_000,
  linePrefix,
}: {
  pieces: string[];
  bytesMax?: number;
  linePrefix?: string;
}) {
  const told: string[] = [];
  const output = createSshOutput({ bytesMax, linePrefix, onShown: (text) => told.push(text) });
  for (const text of pieces) output.take({ stream: "stdout", text });
  return { ...output.end().stdout, shown: told.join("") };
}

it("keeps and shows the same, with secrets taken out, however it comes in pieces", () => {
  const whole = `a\nDB_PASSWORD=hunter2 x\n${begin}\nMIIEow\n${end}\nAuthorization: Bearer abcdefgh1234\nlast`;
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
      const { text, shown, isCut } = outputOf({ pieces: edges.slice(1).map((edge, i) => whole.slice(edges[i], edge)) });
      expect({ text, shown, isCut }).toEqual({ text: redactSecrets(whole), shown: redactSecrets(whole), isCut: false });
      expect(text).not.toMatch(/hunter2|MIIEow|abcdefgh1234/);
    }),
  );
});

it("takes the end of a private key out whose beginning is cut away", () => {
  const body = Array.from({ length: 150 }, (_, i) => `MIIEow${i}`);
  const { text, isCut } = outputOf({ pieces: [`${"x\n".repeat(90)}${begin}\n`, body.join("\n")], bytesMax: 200 });
  expect(isCut).toBe(true);
  expect(text).toContain("[redacted:private-key]");
  expect(text).not.toContain("MIIEow");
});

it("replaces what the database cannot keep", () => {
  expect(outputOf({ pieces: ["a\0b"] })).toMatchObject({ text: "a\ufffdb", shown: "a\ufffdb" });
});

it("shows whole lines only where several hosts share a stream", () => {
  const { text, shown } = outputOf({ pieces: ["one\ntw", "o\n\nthree"], linePrefix: "web-1: " });
  expect(text).toBe("one\ntwo\n\nthree");
  expect(shown).toBe("web-1: one\nweb-1: two\nweb-1: \nweb-1: three\n");
});
