import { expect, test } from "@playwright/test";

for (const path of ["/sign-in", "/health", "/jobs", "/nothing/here"]) {
  test(`${path} cannot be framed or sniffed, and tells no other site where it was read`, async ({ request }) => {
    expect((await request.get(path)).headers()).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "x-frame-options": "DENY",
      "content-security-policy": "frame-ancestors 'none'",
    });
  });
}

test("pictures are worked on for nobody", async ({ request }) => {
  expect((await request.get("/_next/image?url=%2Ficon.png&w=640&q=75")).status()).toBe(404);
});
