import type { DoctorReport } from "@/lib/contracts/doctor";
import { processContext } from "@/lib/surfaces/process/process-context";
import { getRuntime } from "@/lib/surfaces/process/runtime";
import { runDoctor } from "./run-doctor";

/** What the doctor finds of this server. */
export async function examineProcess(): Promise<DoctorReport> {
  const runtime = await getRuntime();
  const { env, database, log } = runtime;
  return runDoctor({ env, log, isServer: true, open: () => ({ ctx: processContext(runtime), database }) });
}
