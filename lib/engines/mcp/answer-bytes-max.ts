/** The longest message that is taken from a server, whatever carries it. */
export const answerBytesMax = 10 * 1024 * 1024;
