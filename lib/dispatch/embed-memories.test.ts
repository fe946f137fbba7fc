import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, vi } from "vitest";
import { writeMemory } from "@/lib/records/memory/write-memory";
import { createTestContext } from "@/lib/testing/test-context";
import { embedMemories } from "./embed-memories";
import { keepHouse } from "./keep-house";

it("runs once at a time, holds up no housekeeping, and does not throw when the provider hangs up", async () => {
  const provider = createServer(() => {}).listen(0, "127.0.0.1");
  await once(provider, "listening");
  const { port } = provider.address() as AddressInfo;
  const ctx = await createTestContext({ EMBEDDINGS_URL: `http://127.0.0.1:${port}/v1`, EMBEDDINGS_MODEL: "slow" });
  await writeMemory(ctx, { text: "waits", tags: [], metadata: {}, embeddings: [] });

  const asked = once(provider, "request");
  const embedding = embedMemories(ctx);
  await asked;
  await embedMemories(ctx);
  const maintain = vi.fn(async () => {});
  await keepHouse(ctx, { maintain });
  expect(maintain).toHaveBeenCalledOnce();

  provider.closeAllConnections();
  provider.close();
  await expect(embedding).resolves.toBeUndefined();
});
