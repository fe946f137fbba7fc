/** The intents that run something on a host. */
export const runningIntents = ["ssh.exec.peek", "ssh.exec"] as const;
