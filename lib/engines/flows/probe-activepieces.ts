import type { Probe, ProbeInput } from "./probe";
import { ask, placeOf } from "./probe-reply";

type ProbeActivepiecesInput = ProbeInput & {
  /** A flow; without one only Activepieces itself is looked at. */
  flowId: string | null;
};

const identity = { name: "Activepieces", setting: "ACTIVEPIECES_BASE" };
/** Members that its public list of flags has had in every version. Source: activepieces, flag.module.ts. */
const knownFlags = ["CURRENT_VERSION", "ENVIRONMENT", "EDITION"];
const idShape = /^[A-Za-z0-9]{21}$/;

/**
 * Whether Activepieces is there: its flags are public. Each request to a flow's webhook runs the flow, so that whether
 * it exists and is switched on shows only when it is called.
 */
export async function probeActivepieces({ flowId, ...input }: ProbeActivepiecesInput): Promise<Probe> {
  const url = `${input.base.replace(/\/+$/, "")}/flags`;
  const asked = await ask({ ...input, ...identity, url, method: "GET" });
  if ("probe" in asked) return asked.probe;
  const { status, body } = asked.answer;
  const value = body.kind === "json" ? body.value : null;
  const isKnown = typeof value === "object" && value !== null && knownFlags.some((name) => Object.hasOwn(value, name));
  if (status !== 200 || !isKnown) {
    const detail = `What answers at ${placeOf(url)} has no API of Activepieces at that path.`;
    return { state: "failed", detail, fix: "Correct ACTIVEPIECES_BASE; it must end with /api/v1." };
  }
  if (flowId === null) return { state: "ok", detail: `Activepieces answers at ${placeOf(url)}.`, fix: null };
  return {
    state: "warning",
    detail: `Activepieces answers. Whether the flow '${flowId}' exists and is switched on cannot be seen without running it.`,
    fix: idShape.test(flowId)
      ? "Call the intent once, or look in Activepieces whether the flow is published and switched on."
      : "Check the flow id: it is the 21 letters and digits at the end of the webhook's address in Activepieces.",
  };
}
