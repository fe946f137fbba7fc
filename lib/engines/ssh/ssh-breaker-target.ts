/** Under what name a host's breaker is known. */
export function sshBreakerTarget(alias: string): string {
  return `ssh:${alias}`;
}
