import type { UserRole } from "@/lib/contracts/user";

/** What each role is called, and what it may do, in a line. */
export const roleLabels: Record<UserRole, { label: string; about: string }> = {
  viewer: { label: "Viewer", about: "sees jobs and approvals, changes nothing" },
  operator: { label: "Operator", about: "runs tools, decides approvals, reads the audit log" },
  admin: { label: "Admin", about: "also manages people, hosts, flows, keys and settings" },
};

/** The roles as the options of a select, the least first. */
export const roleOptions = (Object.keys(roleLabels) as UserRole[]).map((value) => ({
  value,
  label: `${roleLabels[value].label}: ${roleLabels[value].about}`,
}));
