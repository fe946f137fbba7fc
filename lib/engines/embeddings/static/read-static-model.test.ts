import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readStaticModel } from "./read-static-model";

const file = "models/builtin-minilm-static-v1.bin";
const whole = readFileSync(file);
const folder = mkdtempSync(join(tmpdir(), "static-model-"));

function changed(change: (bytes: Buffer) => Buffer): string {
  const name = join(folder, "model.bin");
  writeFileSync(name, change(Buffer.from(whole)));
  return name;
}

describe("the model's file", () => {
  it("names the model and holds a row for each piece, in at most 10 MB", () => {
    const { name, vocabulary, dimensions, rows, scales } = readStaticModel(file);
    expect([name, vocabulary.length, dimensions]).toEqual(["builtin-minilm-static-v1", 30_522, 256]);
    expect([rows.length, scales.length]).toEqual([30_522 * 256, 30_522]);
    expect(whole.length).toBeLessThan(10_000_000);
  });

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    ["is empty", () => Buffer.alloc(0), "does not begin as a model"],
    [
      "is a Git LFS pointer",
      () => Buffer.from("version https://git-lfs.github.com/spec/v1\n"),
      "does not begin as a model",
    ],
    ["ends within its header", (bytes) => bytes.subarray(0, 500), "cut off in its header"],
    ["ends within its rows", (bytes) => bytes.subarray(0, -1), "not what its header was written for"],
    [
      "has one other bit",
      (bytes) => {
        bytes[5_000_000] = (bytes[5_000_000] ?? 0) ^ 1;
        return bytes;
      },
      "not what its header was written for",
    ],
    [
      "says another number of pieces",
      (bytes) => {
        bytes.write("30523", bytes.indexOf("30522"));
        return bytes;
      },
      "vocabulary is of another length",
    ],
  ])("is refused by name when it %s", (_title, change, reason) => {
    const name = changed(change);
    expect(() => readStaticModel(name)).toThrow(
      expect.objectContaining({
        message: `The built-in embedding model cannot be read: ${name}`,
        cause: expect.objectContaining({ message: expect.stringContaining(reason) }),
      }),
    );
  });

  it("is refused by name when it is not there", () => {
    expect(() => readStaticModel("models/none.bin")).toThrow("cannot be read: models/none.bin");
  });
});
