import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, it } from "vitest";
import { withTimeout } from "./with-timeout";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");
const silent = createServer(() => {});
await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
const { signal } = new AbortController();

afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

it("ends a request that nobody answers, whatever garbage is collected meanwhile", async () => {
  const collecting = setInterval(collectGarbage, 20);
  const asked = withTimeout({ signal, ms: 300 }, (limited) => fetch(url, { signal: limited }));
  await expect(asked.finally(() => clearInterval(collecting))).rejects.toMatchObject({ name: "TimeoutError" });
}, 5_000);

it("ends with the given signal, and answers like the work when that is in time", async () => {
  const stopped = AbortSignal.abort(new Error("stopped"));
  await expect(
    withTimeout({ signal: stopped, ms: 1_000 }, (limited) => fetch(url, { signal: limited })),
  ).rejects.toThrow("stopped");
  expect(await withTimeout({ signal, ms: 1_000 }, async () => "done")).toBe("done");
});
