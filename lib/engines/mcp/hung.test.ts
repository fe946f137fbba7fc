import { afterEach, expect, it, vi } from "vitest";
import { callMcp } from "@/lib/testing/call-mcp";
import { isAlive } from "@/lib/testing/is-alive";
import { stdioTarget } from "@/lib/testing/mcp-target";
import { closeAllMcp } from "./close-all-mcp";
import { listMcpConnections } from "./list-mcp-connections";

afterEach(() => closeAllMcp());

const factsOf = (key: string) => listMcpConnections().find((facts) => facts.key === key);

it("starts another process for the next call after three calls in which a server said nothing", async () => {
  const target = stdioTarget({ program: "standIn" });
  await callMcp({ target, tool: "echo" });
  const pid = factsOf(target.key)?.pid ?? 0;
  const hang = () => callMcp({ target, tool: "hang", idleTimeoutMs: 100 });
  for (let call = 0; call < 3; call++) await expect(hang()).rejects.toMatchObject({ code: "timeout" });
  expect(factsOf(target.key)).toMatchObject({ state: "down", lastError: expect.stringContaining("hung") });
  expect(await callMcp({ target, tool: "echo" })).toBe("{}");
  expect(factsOf(target.key)).toMatchObject({ restarts: 1 });
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5_000);
});

it("keeps a process that says anything between the calls that time out", async () => {
  const target = stdioTarget({ program: "standIn" });
  const hang = () => callMcp({ target, tool: "hang", idleTimeoutMs: 100 });
  for (let call = 0; call < 4; call++) {
    await expect(hang()).rejects.toMatchObject({ code: "timeout" });
    expect(await callMcp({ target, tool: "echo" })).toBe("{}");
  }
  expect(factsOf(target.key)).toMatchObject({ restarts: 0 });
});

it("keeps a process on which another call makes progress while three time out", async () => {
  const target = stdioTarget({ program: "everything" });
  const onProgress = vi.fn();
  const args = { duration: 2, steps: 20 };
  const working = callMcp({ target, tool: "trigger-long-running-operation", args, onProgress });
  await vi.waitFor(() => expect(onProgress).toHaveBeenCalled(), 10_000);
  const slow = { target, tool: "trigger-long-running-operation", args: { duration: 60, steps: 1 } };
  const late = Array.from({ length: 3 }, () => callMcp({ ...slow, idleTimeoutMs: 500 }));
  for (const call of late) await expect(call).rejects.toMatchObject({ code: "timeout" });
  expect(await working).toContain("completed");
  expect(factsOf(target.key)).toMatchObject({ restarts: 0, state: "ready" });
}, 20_000);
