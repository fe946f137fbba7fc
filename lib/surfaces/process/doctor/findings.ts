import type { Finding } from "@/lib/contracts/doctor";

export const ok = (detail: string): Finding => ({ state: "ok", detail, fix: null });
export const warning = (detail: string, fix: string): Finding => ({ state: "warning", detail, fix });
export const failed = (detail: string, fix: string): Finding => ({ state: "failed", detail, fix });
