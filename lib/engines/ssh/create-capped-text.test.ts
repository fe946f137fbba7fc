import fc from "fast-check";
import { expect, it } from "vitest";
import { createCappedText } from "./create-capped-text";

function capped({ bytesMax, pieces }: { bytesMax: number; pieces: Buffer[] }) {
  const capped = createCappedText({ bytesMax });
  const told = pieces.map((piece) => capped.push(piece)).join("") + capped.end();
  return { told, ...capped.read() };
}

function cut({ bytes, at }: { bytes: Buffer; at: number[] }): Buffer[] {
  const marks = [0, ...at.map((mark) => mark % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return marks.slice(1).map((end, index) => bytes.subarray(marks[index], end));
}

it("keeps all of a text that fits, characters across pieces included", () => {
  const pieces = [..."é中😀".repeat(3)].flatMap((char) => [...Buffer.from(char)].map((byte) => Buffer.from([byte])));
  expect(capped({ bytesMax: 27, pieces })).toEqual({
    told: "é中😀é中😀é中😀",
    text: "é中😀é中😀é中😀",
    bytes: 27,
    isCut: false,
  });
});

it("keeps head and tail of a longer one, and says how much is left out", () => {
  const pieces = Array.from({ length: 1000 }, (_, index) => Buffer.from(`line ${index}\n`));
  const { text, bytes, isCut } = capped({ bytesMax: 40, pieces });
  expect({ text, bytes, isCut }).toEqual({
    text: "line 0\nline 1\nline 2\n[... 8,850 bytes left out ...]\n7\nline 998\nline 999\n",
    bytes: 8890,
    isCut: true,
  });
});

it("replaces what is no UTF-8 and goes on", () => {
  const pieces = [Buffer.from([0x61, 0xff, 0xc3]), Buffer.from("b"), Buffer.from([0xe4, 0xb8])];
  expect(capped({ bytesMax: 100, pieces })).toMatchObject({ text: "a\ufffd\ufffdb\ufffd", bytes: 6, isCut: false });
});

it("keeps the true beginning and end, whole characters and no more than the cap, however the text is cut up", () => {
  const input = fc.record({
    text: fc.string({ unit: "binary", maxLength: 300 }),
    bytesMax: fc.integer({ min: 1, max: 200 }),
    at: fc.array(fc.nat(), { maxLength: 20 }),
  });
  fc.assert(
    fc.property(input, ({ text, bytesMax, at }) => {
      const bytes = Buffer.from(text);
      const whole = bytes.toString();
      const result = capped({ bytesMax, pieces: cut({ bytes, at }) });
      expect(result.told).toBe(whole);
      expect(result.isCut).toBe(bytes.length > bytesMax);
      if (!result.isCut) {
        expect(result.text).toBe(whole);
        return;
      }
      const note = /\n\[\.\.\. ([\d,]+) bytes left out \.\.\.\]\n/.exec(result.text);
      const head = result.text.slice(0, note?.index);
      const tail = result.text.slice((note?.index ?? 0) + (note?.[0].length ?? 0));
      expect(whole.startsWith(head) && whole.endsWith(tail)).toBe(true);
      const keptBytes = Buffer.byteLength(head) + Buffer.byteLength(tail);
      expect(keptBytes).toBeLessThanOrEqual(bytesMax);
      expect(keptBytes).toBeGreaterThan(bytesMax - 8);
      expect(Number(note?.[1]?.replace(",", "")) + keptBytes).toBe(bytes.length);
    }),
  );
});
