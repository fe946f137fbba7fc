/** A call of the command line that cannot be carried out as it stands; the message says why, and how it is used. */
export class UsageError extends Error {}
