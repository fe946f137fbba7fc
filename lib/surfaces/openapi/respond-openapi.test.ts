import { expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { listTools } from "@/lib/tools/registry";
import { respondOpenapi } from "./respond-openapi";

const publicUrl = "https://example.com";

function get(query = "", headers: Record<string, string> = {}): Response {
  return respondOpenapi({
    request: new Request(`${publicUrl}/openapi.json${query}`, { headers }),
    publicUrl,
    tools: listTools(),
    isPublic: true,
  });
}

async function pathsOf(response: Response): Promise<string[]> {
  return Object.keys(((await response.json()) as { paths: object }).paths);
}

function refusalOf(query: string): AppError {
  try {
    get(query);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error(`${query} was not refused`);
}

it("sends JSON that may be kept for a minute", () => {
  const { status, headers } = get();
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(headers.get("cache-control")).toBe("public, max-age=60");
  expect(headers.get("vary")).toBe("authorization, cookie");
});

it("shows only the intents that the query covers", async () => {
  const paths = await pathsOf(get("?intents=memory.write,%20system.*"));
  expect(paths.filter((path) => path.startsWith("/intents/"))).toEqual([
    "/intents/memory.write",
    "/intents/system.wait",
    "/intents/system.whoami",
  ]);
  expect(paths).toEqual(expect.arrayContaining(["/orchestrate", "/jobs/{id}", "/jobs", "/tools"]));
});

it("shows everything for * as without a query", async () => {
  expect(await get("?intents=*").text()).toBe(await get().text());
});

it.each(["", "W/", '"another", W/'])("answers 304 to a known tag sent as %s<tag>", async (before) => {
  const etag = get().headers.get("etag") ?? "";
  const response = get("", { "if-none-match": before + etag.replace(/^W\//, "") });
  expect(response.status).toBe(304);
  expect(response.headers.get("etag")).toBe(etag);
  expect(await response.text()).toBe("");
});

it("answers whole to the tag of another selection", () => {
  const etag = get("?intents=memory.*").headers.get("etag") ?? "";
  expect(get("", { "if-none-match": etag }).status).toBe(200);
});

it.each([
  ["an unknown name", "?intent=memory.*", "intent"],
  ["a name given twice", "?intents=memory.*&intents=*", undefined],
  ["a pattern that is none", "?intents=memory.*,mem*", "intents[1]"],
  ["an empty pattern", "?intents=", "intents[0]"],
  ["an intent that is not built in", "?intents=memory.*,memroy.write", "intents[1]"],
  ["too many patterns", `?intents=${Array(101).fill("*").join(",")}`, "intents"],
])("refuses %s", (_, query, path) => {
  const { code, errors } = refusalOf(query);
  expect(code).toBe("invalid_request");
  expect(errors[0]?.path).toBe(path);
});

it("shows whoever may call nothing, as a viewer, the document without an intent", async () => {
  const request = new Request(`${publicUrl}/openapi.json`);
  const paths = await pathsOf(respondOpenapi({ request, publicUrl, tools: [], isPublic: false }));
  expect(paths.filter((path) => path.startsWith("/intents/"))).toEqual([]);
  expect(paths).toContain("/jobs");
});
