import { z } from "zod";

/** Any JSON object. That it is clean (no NUL, no `__proto__`, not too deep) is checked where the bytes come in. */
export const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;
