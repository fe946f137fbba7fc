import { AppError } from "@/lib/core/app-error";
import { UsageError } from "./usage-error";

type ByOptionInput<Value> = { done: Promise<Value>; optionOf(path: string): string };

/** What only the installation can tell of a request, said of the option that gave it. */
export async function byOption<Value>({ done, optionOf }: ByOptionInput<Value>): Promise<Value> {
  try {
    return await done;
  } catch (error) {
    const [first] = error instanceof AppError ? error.errors : [];
    if (first) throw new UsageError(`${optionOf(first.path)} ${first.message}`, { cause: error });
    throw error;
  }
}
