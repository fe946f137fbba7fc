import { otherName, type UsageCallerKind, unknownName } from "@/lib/contracts/usage";

/** A call that never became a job, and why. */
export type Refusal = {
  hour: string;
  callerId: string;
  callerKind: UsageCallerKind;
  callerName: string;
  namespace: string;
  intent: string;
  mode: string;
  code: string;
};
export type CountedRefusal = Refusal & { count: number };

/** How many different rows one process makes of one hour, and of one caller in it; the rest are counted together. */
const rowsMax = 500;
const callerRowsMax = 50;

export type RefusalCounts = {
  /** Counts one, under its own name or, when there are too many names, under a common one. */
  add(refusal: Refusal): void;
  /** What was counted since the last time; it is counted here no more. */
  take(): CountedRefusal[];
  /** Counts again what could not be kept. */
  putBack(counted: CountedRefusal[]): void;
};

/** Counts refusals in bounded memory, whatever is called by whoever: names are let in until there are too many. */
export function createRefusalCounts(): RefusalCounts {
  const counts = new Map<string, CountedRefusal>();
  /** The rows of the newest hour, those already taken too. */
  let known = { hour: "", rows: new Set<string>(), perCaller: new Map<string, number>() };

  function admit(refusal: Refusal): Refusal {
    if (refusal.hour > known.hour) known = { hour: refusal.hour, rows: new Set(), perCaller: new Map() };
    if (known.rows.has(keyOf(refusal))) return refusal;
    const ofCaller = known.perCaller.get(refusal.callerId) ?? 0;
    const named = ofCaller < callerRowsMax ? refusal : { ...refusal, intent: otherName, mode: "" };
    if (known.rows.has(keyOf(named))) return named;
    if (known.rows.size >= rowsMax) return { ...named, ...anonymous };
    known.rows.add(keyOf(named));
    known.perCaller.set(named.callerId, ofCaller + 1);
    return named;
  }

  function count(refusal: Refusal, by: number): void {
    const key = keyOf(refusal);
    const counted = counts.get(key);
    if (counted) counted.count += by;
    else counts.set(key, { ...refusal, count: by });
  }

  return {
    add: (refusal) => count(admit(refusal), 1),
    take: () => {
      const taken = [...counts.values()];
      counts.clear();
      return taken;
    },
    putBack: (counted) => {
      for (const { count: by, ...refusal } of counted) count(refusal, by);
    },
  };
}

const anonymous = {
  callerId: otherName,
  callerKind: "unknown",
  callerName: otherName,
  namespace: "",
  intent: otherName,
  mode: "",
} as const;

/** Whoever did not say who it is. */
export const unknownCaller = {
  callerId: unknownName,
  callerKind: "unknown",
  callerName: unknownName,
  namespace: "",
} as const;

function keyOf({ hour, callerId, intent, mode, namespace, code }: Refusal): string {
  return [hour, callerId, intent, mode, namespace, code].join("\n");
}
