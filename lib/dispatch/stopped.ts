import { AppError } from "@/lib/core/app-error";

/** Why a run is stopped when the process stops. */
export function stopped(): AppError {
  return new AppError({
    code: "shutting_down",
    detail: "The orchestrator is stopping.",
    hint: "Try again in a minute.",
  });
}
