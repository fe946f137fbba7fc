import { expect, it } from "vitest";
import { mcpCatalog } from "@/lib/testing/mcp-catalog";
import { createTestContext } from "@/lib/testing/test-context";
import { deleteMcpCatalogsOf } from "./delete-mcp-catalogs-of";
import { findMcpCatalog } from "./find-mcp-catalog";
import { listMcpCatalogs } from "./list-mcp-catalogs";
import { saveMcpCatalog } from "./save-mcp-catalog";

const ctx = await createTestContext();
const dayMs = 24 * 60 * 60 * 1000;
const now = ctx.clock.now();
const catalog = mcpCatalog({ key: "k1", serverName: "some", fetchedAt: now });

it("keeps what a server answered last, under its key", async () => {
  expect(await findMcpCatalog(ctx, "k1")).toBeNull();
  await saveMcpCatalog(ctx, catalog);
  expect(await findMcpCatalog(ctx, "k1")).toEqual(catalog);
  await saveMcpCatalog(ctx, { ...catalog, tools: [] });
  expect(await findMcpCatalog(ctx, "k1")).toEqual({ ...catalog, tools: [] });
});

it("lists the catalogs that there are of some keys", async () => {
  await saveMcpCatalog(ctx, mcpCatalog({ key: "k2", serverName: "other", fetchedAt: now }));
  const found = await listMcpCatalogs(ctx, ["k1", "k2", "k3"]);
  expect([...found].map(([key, { serverName }]) => [key, serverName]).sort()).toEqual([
    ["k1", "some"],
    ["k2", "other"],
  ]);
  expect(await listMcpCatalogs(ctx, [])).toEqual(new Map());
});

it("drops what nobody has renewed for a month, of that server alone", async () => {
  const fetchedAt = new Date(now.getTime() - 31 * dayMs);
  const aMonthAgo = { ...ctx, clock: { ...ctx.clock, now: () => fetchedAt } };
  await saveMcpCatalog(aMonthAgo, mcpCatalog({ key: "old of some", serverName: "some", fetchedAt }));
  await saveMcpCatalog(aMonthAgo, mcpCatalog({ key: "old of other", serverName: "other", fetchedAt }));
  await saveMcpCatalog(ctx, mcpCatalog({ key: "young", serverName: "some", fetchedAt: now }));
  const found = await listMcpCatalogs(ctx, ["old of some", "old of other", "young"]);
  expect([...found.keys()].sort()).toEqual(["old of other", "young"]);
});

it("forgets those of a server, and at once", async () => {
  expect(await findMcpCatalog(ctx, "k1")).not.toBeNull();
  await deleteMcpCatalogsOf(ctx, "some");
  expect(await findMcpCatalog(ctx, "k1")).toBeNull();
  expect(await findMcpCatalog(ctx, "k2")).not.toBeNull();
});
