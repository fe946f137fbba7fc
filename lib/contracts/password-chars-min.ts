// Apart from the schemas, so that a page that says it need not load those.
export const passwordCharsMin = 12;
