import { z } from "zod";

const finding = {
  state: z.enum(["ok", "warning", "failed"]),
  detail: z.string(),
  /** What to do about it; null when nothing need be done. */
  fix: z.string().nullable(),
};

/** What a check comes to, said to operators alone. */
export const Finding = z.strictObject(finding);
export type Finding = z.infer<typeof Finding>;

/** The answer of `GET /ready?deep=1`: `status` is that of the worst check. */
export const DoctorReport = z.strictObject({
  status: finding.state,
  checks: z.array(z.strictObject({ name: z.string(), ...finding, duration_ms: z.number() })),
});
export type DoctorReport = z.infer<typeof DoctorReport>;
