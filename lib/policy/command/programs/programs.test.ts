import { describe, expect, it } from "vitest";
import { judgeCommand } from "@/lib/policy/command/judge-command";
import { allPrograms } from "./all-programs";

const rows = allPrograms.map((program) => [program.names, program] as const);

describe.each(rows)("%s", (_, program) => {
  it.each(program.pass)("is allowed as %j", (command) => {
    const verdict = judgeCommand(command);
    expect(verdict, verdict.reason).toMatchObject({ verdict: "allow", rule: "read-only" });
    expect(verdict.rendered).not.toBeNull();
  });

  it.each(program.fail)("is not allowed as %j", (command) => {
    const verdict = judgeCommand(command);
    expect(verdict, verdict.rendered ?? "").toMatchObject({ verdict: "approval", rendered: null });
    expect(verdict.reason.length).toBeGreaterThan(20);
  });
});

it("says of every program what it does and why it ends, and shows both sides", () => {
  for (const program of allPrograms) {
    expect(program.does, program.names).toMatch(/^[A-Z].*\.$/);
    expect(program.bound, program.names).toMatch(/^[A-Z0-9].*\.$/);
    expect(program.pass.length * program.fail.length, program.names).toBeGreaterThan(0);
  }
});
