import type { ErrorEnvelope } from "@/lib/contracts/envelope";

/** What is wrong with a form's value and where, in the words and paths of the server's own answers. */
export type FormFault = ErrorEnvelope["errors"][number];
