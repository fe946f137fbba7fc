import { z } from "zod";

const microsIn = 1_000_000;
export const amountMax = 1_000_000_000;

/** An amount in the installation's currency, with six decimals at most. */
export const Money = z
  .number()
  .min(0)
  .max(amountMax)
  .refine((amount) => Math.abs(amount * microsIn - Math.round(amount * microsIn)) < 1e-3, "has more than six decimals");

export function toMicros(amount: number): number {
  return Math.round(amount * microsIn);
}

export function fromMicros(micros: number): number {
  return micros / microsIn;
}
