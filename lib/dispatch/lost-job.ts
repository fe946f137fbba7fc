import { AppError } from "@/lib/core/app-error";

/** Why a run is stopped that no longer counts: its job was cancelled, or another process has taken it up. */
export function lostJob(): AppError {
  return new AppError({ code: "cancelled", detail: "The job was cancelled, or taken up by another process." });
}
