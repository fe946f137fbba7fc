// The kinds of value that a variable of the environment may have, each with its rule in our own words.
import { z } from "zod";

export const blankAsUnset = (value: unknown) => (value === "" ? undefined : value);
export const optionalUrl = z.preprocess(
  blankAsUnset,
  z.url({ protocol: /^https?$/, error: "must be an http(s) address" }).optional(),
);
export const backendUrl = optionalUrl.refine(
  (text) => text === undefined || !/[?#]|\/\/[^/]*@/.test(text),
  "must be an address without a user, a query or a fragment",
);
export const optionalText = z.preprocess(blankAsUnset, z.string().optional());
export const wholeNumber = ({ min, max, fallback }: { min: number; max: number; fallback: number }) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.preprocess(
    blankAsUnset,
    z.coerce.number(error).int(error).min(min, error).max(max, error).default(fallback),
  );
};
export const seconds = ({ min, max, fallback }: { min: number; max: number; fallback: number }) => {
  const error = `must be a number of seconds from ${min} to ${max}`;
  return z.preprocess(blankAsUnset, z.coerce.number(error).min(min, error).max(max, error).default(fallback));
};
export const days = (fallback: number) => wholeNumber({ min: 0, max: 36_500, fallback });
export const secret = (min: number) => {
  const error = `must have at least ${min} characters`;
  return z.string(error).min(min, error);
};
export const oneOf = <Values extends [string, ...string[]]>(...values: Values) =>
  z.enum(values, `must be ${values.slice(0, -1).join(", ")} or ${values.at(-1)}`);
