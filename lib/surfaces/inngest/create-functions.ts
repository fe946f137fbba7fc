import { deliverCallbacksFunction } from "./deliver-callbacks-function";
import type { FunctionParts } from "./function-parts";
import { keepHouseFunction } from "./keep-house-function";
import { runJobFunctions } from "./run-job-functions";

/** Every function that Inngest may call. */
export function createFunctions(parts: FunctionParts) {
  const { deliverCallbacks } = parts;
  return [
    ...runJobFunctions(parts),
    keepHouseFunction(parts),
    ...(deliverCallbacks ? [deliverCallbacksFunction({ ...parts, deliverCallbacks })] : []),
  ];
}
