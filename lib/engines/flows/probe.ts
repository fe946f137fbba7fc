/** What a check of a backend or a flow says, to operators alone: `fix` is what to do about it. */
export type Probe = { state: "ok" | "warning" | "failed"; detail: string; fix: string | null };

export type ProbeInput = {
  /** Where the backend's webhooks (n8n) or its API (Activepieces) are, as configured. */
  base: string;
  timeoutMs: number;
  signal: AbortSignal;
};
