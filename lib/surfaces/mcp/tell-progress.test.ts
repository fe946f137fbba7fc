import { expect, it } from "vitest";
import { tellProgress } from "./tell-progress";

it("tells each time more, whatever the fractions are", async () => {
  const told: unknown[] = [];
  const call = { notify: async ({ params }: { params?: object }) => void told.push(params) };
  const tell = tellProgress({ call: call as never, progressToken: "t" });
  for (const fraction of [0, undefined, 0.5, 0.25, 1, 1])
    await tell({ ...(fraction !== undefined && { fraction }), message: "m" });
  const common = { progressToken: "t", message: "m" };
  expect(told).toEqual([
    { ...common, progress: 0.01, total: 100 },
    { ...common, progress: 0.02 },
    { ...common, progress: 50, total: 100 },
    { ...common, progress: 50.01, total: 100 },
    { ...common, progress: 100, total: 100 },
    { ...common, progress: 100.01 },
  ]);
});
