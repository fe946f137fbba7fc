import { AppError } from "@/lib/core/app-error";

type ByOptionInput<Value> = { done: Promise<Value>; optionOf(path: string): string };

/** What only the installation can tell of a request, said of the option that gave it. The command was well formed. */
export async function byOption<Value>({ done, optionOf }: ByOptionInput<Value>): Promise<Value> {
  try {
    return await done;
  } catch (error) {
    const [first] = error instanceof AppError ? error.errors : [];
    if (!first || !(error instanceof AppError)) throw error;
    const { code, hint, errors } = error;
    const detail = `${optionOf(first.path)} ${first.message}`;
    throw new AppError({ code, detail, ...(hint && { hint }), errors, cause: error });
  }
}
