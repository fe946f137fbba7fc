/** Why a job that must happen once is not taken up again after its process ended. */
export const interrupted = {
  code: "interrupted",
  error: "The process that ran this job ended before it did. Whether the action took effect is not known.",
  hint: "Check the target, then send the request again.",
} as const;
