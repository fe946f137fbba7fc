import { expect, it } from "vitest";
import { fromLocalField, toLocalField } from "./local-time";

it.each(["2026-03-01T12:34:00.000Z", "2026-07-15T23:59:00.000Z", "2026-12-31T00:00:00.000Z"])(
  "gives %s back after it stood in a field",
  (iso) => {
    expect(toLocalField(iso)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    expect(fromLocalField(toLocalField(iso))).toBe(iso);
  },
);

it.each([null, "", "yesterday", "<script>"])("makes an empty field of %j", (iso) => {
  expect(toLocalField(iso)).toBe("");
});

it("makes no moment of an empty or half-filled field", () => {
  expect(fromLocalField("")).toBeNull();
  expect(fromLocalField("2026-13-45T99:99")).toBeNull();
});
