import { expect, it } from "vitest";
import type { JobView } from "@/lib/contracts/envelope";
import { exitCodeOf } from "./exit-code";

const job = (fields: object) => ({ status: "success", intent: "ssh.exec", ...fields }) as JobView;

it.each([
  ["of a command", job({ result: { exit_code: 3 } }), 3],
  ["of one that a signal ended", job({ result: { exit_code: null } }), null],
  ["of another intent, whatever it answers", job({ intent: "memory.get", result: { exit_code: 3 } }), null],
  ["of a result that was forgotten", job({ result: null }), null],
  ["of a job that failed", job({ status: "error" }), null],
])("finds the exit code %s", (_what, of, code) => {
  expect(exitCodeOf(of)).toBe(code);
});
