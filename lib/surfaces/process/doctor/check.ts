import type { Finding } from "@/lib/contracts/doctor";
import type { Patient } from "./patient";

/** One thing to look at. What it throws counts as a failure of that check alone. */
export type Check = {
  name: string;
  /** `signal` aborts when its time is up, a little before it is not waited for any more. */
  look(patient: Patient, signal: AbortSignal): Promise<Finding>;
};

/** How long, in milliseconds, a check may ask outside: something less than it is waited for. */
export const askMsMax = 4_500;
