import { expect, it } from "vitest";
import { usagePath, usageViewOf } from "./usage-view";

it.each(["/console/usage?range=24h", "/console/usage?range=12m&group=intent&sort=p95_ms&intent=memory.*&caller=key_1"])(
  "reads back what the address %s says",
  (path) => {
    expect(usagePath(usageViewOf(new URL(path, "http://x").searchParams)).replaceAll("%2C", ",")).toBe(path);
  },
);

it("takes an address that says something else as by default", () => {
  expect(usageViewOf(new URLSearchParams("range=ever&group=__proto__&sort=constructor"))).toMatchObject({
    range: "24h",
    group: "caller,intent",
    sort: "calls",
  });
});
