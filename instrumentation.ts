/** Runs once in a server process, before it takes requests. A start that fails says why in one line and ends. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startOrExit } = await import("@/lib/surfaces/process/start-or-exit");
  await startOrExit();
}
