/** How often whoever delivers looks whether a job has ended that a callback was added to while it ran. */
export const lookForEndMs = 15_000;
