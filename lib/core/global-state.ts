/**
 * A value that lives once in this process. Next bundles routes and instrumentation apart, so that a module's own
 * variable may exist several times; what must be one is kept on `globalThis`.
 */
export function globalState<Value>(name: string, create: () => Value): Value {
  const key = Symbol.for(`orchestrator.${name}`);
  const holder = globalThis as unknown as Record<symbol, Value | undefined>;
  holder[key] ??= create();
  return holder[key];
}

/** Forgets a value, so that the next use creates it again. */
export function forgetGlobalState(name: string): void {
  // TypeScript knows globalThis by its declared names only.
  delete (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(`orchestrator.${name}`)];
}
