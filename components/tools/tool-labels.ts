import type { Effects, Risk } from "@/lib/contracts/tool";

export const effectLabels: Record<Effects, string> = {
  read: "Reads only",
  idempotent: "Changes, safe to repeat",
  once: "Changes, must not run twice",
};

export const riskLabels: Record<Risk, string> = {
  low: "Low risk",
  destructive: "Destructive",
  dangerous: "Waits for a person each time",
};
