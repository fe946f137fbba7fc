import { rmSync } from "node:fs";
import { oidcClient } from "@/lib/testing/oidc-client";
import { refuseSecrets } from "@/lib/testing/refuse-secrets";
import { adminPassword, apiKey, baseUrl } from "./installation";
import { memberPassword } from "./people";

const secrets = [adminPassword, apiKey, memberPassword, oidcClient.secret, "s3cret"];

/** What the whole run has left in the log and among the metrics holds none of the secrets that were used in it. */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export
export default async function globalTeardown(): Promise<void> {
  const folder = process.env.E2E_FOLDER;
  if (!folder) return;
  try {
    const metrics = await fetch(`${baseUrl}/metrics`, { headers: { authorization: `Bearer ${apiKey}` } });
    if (!metrics.ok) throw new Error(`/metrics answered ${metrics.status}`);
    refuseSecrets({ folder, shown: await metrics.text(), secrets });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
