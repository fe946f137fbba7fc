import type { Check } from "./check";
import { ok, warning } from "./findings";

/** Whether every process and every start has the same secret key. */
export const checkSecretKey: Check = {
  name: "secret key",
  look: async ({ env }) => {
    if (env.secretKey !== null) return ok("Set by ORCHESTRATOR_SECRET_KEY.");
    if (env.databaseUrl === null) return ok("Generated, and kept in the data folder: keep a copy with the database's.");
    return warning(
      "Generated for this machine, while the database is shared: another one cannot read stored credentials, nor know sessions.",
      "Set ORCHESTRATOR_SECRET_KEY to the same in every process; what is stored needs the one in the data folder's secret.key.",
    );
  },
};
