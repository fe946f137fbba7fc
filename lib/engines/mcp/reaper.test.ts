import { expect, it, vi } from "vitest";
import { isAlive } from "@/lib/testing/is-alive";
import { startChild } from "@/lib/testing/start-child";

it("leaves no server behind, nor what it started, when this process is killed", async () => {
  const child = await startChild({ script: "run-mcp-server", args: [] });
  const pids = (await child.nextLine())?.split(" ").map(Number) ?? [];
  expect(pids.map(isAlive)).toEqual([true, true]);
  await child.kill();
  await vi.waitFor(() => expect(pids.map(isAlive)).toEqual([false, false]), 10_000);
});
