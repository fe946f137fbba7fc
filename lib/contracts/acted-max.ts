// Apart from the schemas, so that a page that says it need not load those.
/** How many jobs one call acts on at most. */
export const actedMax = 500;
