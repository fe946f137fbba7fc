import { expect, it } from "vitest";
import { everydayCommands } from "@/lib/testing/everyday-commands";
import { judgeCommand } from "./judge-command";

const shareMin = 0.95;

it("holds 150 commands and more, each once", () => {
  expect(new Set(everydayCommands).size).toBe(everydayCommands.length);
  expect(everydayCommands.length).toBeGreaterThanOrEqual(150);
});

it(`allows ${shareMin * 100} % of them and more`, () => {
  const others = everydayCommands
    .map((command) => ({ command, ...judgeCommand(command) }))
    .filter(({ verdict }) => verdict !== "allow");
  const share = 1 - others.length / everydayCommands.length;
  expect(share, others.map(({ command, reason }) => `${command}: ${reason}`).join("\n")).toBeGreaterThanOrEqual(
    shareMin,
  );
});
