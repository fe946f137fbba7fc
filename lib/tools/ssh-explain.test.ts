import { expect, it } from "vitest";
import { noMeans } from "@/lib/testing/no-means";
import { runOf } from "@/lib/testing/run-of";
import { createTestContext } from "@/lib/testing/test-context";
import { sshExplain } from "./ssh-explain";

const ctx = await createTestContext();

async function explain(command: string) {
  const input = sshExplain.input.parse({ command });
  return sshExplain.output.parse(await sshExplain.run({ ...ctx, ...noMeans, job: runOf }, input));
}

it("tells what would be sent, part by part", async () => {
  expect(await explain("ls -l /var/log 2>/dev/null | head -5")).toEqual({
    verdict: "allow",
    rule: "read-only",
    reason: expect.any(String),
    hint: expect.stringContaining("ssh.exec.peek"),
    rendered: expect.stringContaining("head"),
    parts: [
      expect.objectContaining({ text: "ls -l /var/log 2>/dev/null", connector: null, redirections: ["2>/dev/null"] }),
      expect.objectContaining({ text: "head -5", verdict: "allow", connector: "|", redirections: [] }),
    ],
  });
});

it.each([
  ["that changes something", "rm -rf /srv/app", "approval", "confirm_dangerous"],
  ["that hides something", "ls \u202e/tmp", "refuse", "never sent"],
  ["of only what cannot be seen", "\u200b \u200b", "refuse", "never sent"],
  ["longer than a person reads", "x".repeat(100_000), "refuse", "never sent"],
])("says of a command %s what to do next", async (_, command, verdict, hint) => {
  expect(await explain(command)).toMatchObject({ verdict, rendered: null, hint: expect.stringContaining(hint) });
});

it("takes no blank command and none that is longer than any", () => {
  for (const command of ["", " \n\t", "\ufeff", "x".repeat(100_001)]) {
    expect(sshExplain.input.safeParse({ command }).success).toBe(false);
  }
});
