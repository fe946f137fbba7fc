import { expect, it } from "vitest";
import { SavedView, SavedViewList } from "@/lib/contracts/saved-view";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const key = await app.createKey();
const stranger = await app.createKey();

const save = (name: string, filter: object, as = key) =>
  app.send({ path: "/jobs/views", key: as, body: { name, filter } });
const list = async (as = key) => SavedViewList.parse(await (await app.send({ path: "/jobs/views", key: as })).json());

it("keeps a view under its name, replaces it, and forgets it", async () => {
  const first = SavedView.parse(await (await save("Night", { state: "failed" })).json());
  const again = SavedView.parse(await (await save(" Night ", { state: "failed,expired", since: "24h" })).json());
  expect(again).toEqual({ id: first.id, name: "Night", filter: { state: "failed,expired", since: "24h" } });
  expect((await list()).views).toEqual([again]);
  const deleted = await app.send({ method: "DELETE", path: `/jobs/views/${first.id}`, key });
  expect(await deleted.json()).toEqual({ id: first.id });
  expect((await list()).views).toEqual([]);
});

it("shows and deletes nobody else's views", async () => {
  const { id } = SavedView.parse(await (await save("Mine", {})).json());
  expect((await list(stranger)).views).toEqual([]);
  const response = await app.send({ method: "DELETE", path: `/jobs/views/${id}`, key: stranger });
  expect(response.status).toBe(404);
  expect(await errorOf(response)).toMatchObject({ code: "view_not_found" });
  expect((await list()).views).toHaveLength(1);
});

it("keeps 50 views of one caller at most, of which each can still be replaced", async () => {
  for (let n = 0; n < 50; n++) expect((await save(`View ${n}`, {}, stranger)).status).toBe(201);
  const response = await save("One more", {}, stranger);
  expect(response.status).toBe(409);
  expect(await errorOf(response)).toMatchObject({ code: "limit_reached" });
  expect((await save("View 7", { mode: "flow" }, stranger)).status).toBe(201);
});

it.each([
  [{ name: "", filter: {} }, "name"],
  [{ name: "x".repeat(61), filter: {} }, "name"],
  [{ name: "x", filter: { state: "done" } }, "filter.state"],
])("refuses %j", async (body, path) => {
  const response = await app.send({ path: "/jobs/views", key, body });
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toMatchObject({ errors: [{ path }] });
});
