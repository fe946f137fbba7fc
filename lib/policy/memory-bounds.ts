/** What one memory may hold beside its text, after every write that added to it. */
export const tagsMax = 32;
export const metadataBytesMax = 16 * 1024;
