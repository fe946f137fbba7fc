import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomToken } from "@/lib/core/crypto";
import type { Env } from "@/lib/core/env";

/** The installation's secret: ORCHESTRATOR_SECRET_KEY, or one made at first start and kept in the data folder (0600). */
export function readSecretKey(env: Env): string {
  if (env.secretKey) return env.secretKey;
  const file = join(env.dataDir, "secret.key");
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    mkdirSync(env.dataDir, { recursive: true, mode: 0o700 });
    // Linked into place, so that two first starts at once agree on one key.
    const whole = `${file}.${process.pid}`;
    writeFileSync(whole, `${randomToken(32)}\n`, { mode: 0o600 });
    try {
      linkSync(whole, file);
    } catch {
      // The other one was first: its key counts.
    } finally {
      rmSync(whole, { force: true });
    }
    return readFileSync(file, "utf8").trim();
  }
}
