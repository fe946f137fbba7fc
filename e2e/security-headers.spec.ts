import { expect, test } from "@playwright/test";
import { signIn } from "./console";

const onAll = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": expect.stringContaining("camera=()"),
};

for (const path of ["/sign-in", "/health", "/jobs", "/nothing/here", "/api/health", "/_next/static/nothing"]) {
  test(`${path} cannot be framed or sniffed, and as an answer loads nothing`, async ({ request }) => {
    expect((await request.get(path)).headers()).toMatchObject({
      ...onAll,
      "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    });
  });
}

for (const path of ["/sign-in", "/console", "/join", "/nothing/here"]) {
  test(`${path} as a page runs the scripts of its own answer alone`, async ({ request }) => {
    const get = async () => (await request.get(path, { headers: { accept: "text/html" }, maxRedirects: 0 })).headers();
    const [first, second] = [await get(), await get()];
    expect(first).toMatchObject(onAll);
    const policy = first["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
    expect(second["content-security-policy"]).not.toBe(policy);
  });
}

test("an answer that a browser opens as a page loads nothing either", async ({ request }) => {
  const response = await request.get("/api/health", { headers: { accept: "text/html" } });
  expect(response.headers()["content-security-policy"]).toContain("default-src 'none'");
});

for (const accept of ["text/html", "*/*"]) {
  for (const base of ["", "/api"]) {
    test(`a job's file at ${base}/jobs, asked for as ${accept}, is a page of nobody's`, async ({ request }) => {
      const response = await request.get(`${base}/jobs/job_none/files/file_none`, { headers: { accept } });
      expect(response.headers()["content-security-policy"]).toMatch(/^sandbox; default-src 'none'; .*frame-ancestors/);
    });
  }
}

test("what is not there among the framework's own files has a policy too", async ({ request }) => {
  const response = await request.get("/_next/nothing", { headers: { accept: "text/html" } });
  expect(response.headers()["content-security-policy"]).toContain("default-src 'none'");
});

test("a script that stands in the page by somebody else's hand does not run", async ({ page }) => {
  await signIn(page);
  const ran = await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = `<img src="/nothing.png" onerror="window.ran = true">`;
    document.body.append(script);
    return new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", () => resolve("refused"), { once: true });
      script.firstElementChild?.addEventListener("error", () => setTimeout(() => resolve("ran" in window), 100));
    });
  });
  expect(ran).toBe("refused");
});

test("pictures are worked on for nobody", async ({ request }) => {
  expect((await request.get("/_next/image?url=%2Ficon.png&w=640&q=75")).status()).toBe(404);
});
