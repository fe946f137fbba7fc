/** Thrown at start for a value that cannot be used; the message is one line that names it. */
export class EnvError extends Error {}
