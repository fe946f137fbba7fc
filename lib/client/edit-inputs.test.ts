import { expect, test } from "vitest";
import { editableText, editInputs, otherInputs } from "./edit-inputs";

const nothing = { title: "", command: null, host: null, host_key: null, reason: null, assessment: "", parts: [] };
const command = { ...nothing, inputs: { host: "web-1", command: "ls", timeout_s: 5 }, command: "ls", host: "web-1" };
const note = { ...nothing, inputs: { item_id: "mem_1" } };

test("a command is edited as text, and the other inputs stay", () => {
  expect(editableText(command)).toBe("ls");
  expect(editInputs({ card: command, text: "ls -l\u202e" })).toEqual({ ...command.inputs, command: "ls -l\u202e" });
});

test("inputs without a command are edited as JSON", () => {
  expect(JSON.parse(editableText(note))).toEqual(note.inputs);
  expect(editInputs({ card: note, text: '{"item_id":"mem_2"}' })).toEqual({ item_id: "mem_2" });
});

test("an input named command of a tool that sends none is edited with the others, as JSON", () => {
  const card = { ...nothing, inputs: { command: "ls", path: "/srv" } };
  expect(JSON.parse(editableText(card))).toEqual(card.inputs);
  expect(editInputs({ card, text: '{"command":"ls","path":"/tmp"}' })).toEqual({ command: "ls", path: "/tmp" });
  expect(editInputs({ card, text: "ls" })).toBeNull();
});

test.each(["", "{", "[]", "null", "1", '"x"'])("%j is no inputs", (text) => {
  expect(editInputs({ card: note, text })).toBeNull();
});

test("a command of blanks is none", () => {
  expect(editInputs({ card: command, text: " \n" })).toBeNull();
});

test("what the card shows elsewhere is not shown twice, and what differs from it is", () => {
  expect(otherInputs(command)).toEqual({ timeout_s: 5 });
  expect(otherInputs({ ...command, command: "ls -l" })).toEqual({ command: "ls", timeout_s: 5 });
  expect(otherInputs(note)).toEqual({ item_id: "mem_1" });
});
