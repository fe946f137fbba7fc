import type { KeyState, Right } from "@/lib/contracts/key";

/** The key that the environment gives cannot be changed from here. */
export const environmentKeyId = "key_environment";

export const keyStateLabels: Record<KeyState, string> = {
  active: "Active",
  paused: "Paused",
  expired: "Expired",
  revoked: "Revoked",
};

export const rightWords: Record<Right, { label: string; about: string }> = {
  jobs_of_others: { label: "Sees everybody's jobs", about: "Without it, it sees its own." },
  approve: { label: "Decides approvals", about: "Of what others asked for; never its own." },
  admin: { label: "Administers", about: "Keys, flows, hosts, MCP servers and people: as much as an admin." },
};

/** How long the key before goes on, for whoever must change it in several places. */
export const overlaps = [
  { value: "0", label: "Not at all: it ends now" },
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "24 hours" },
  { value: "604800", label: "7 days" },
  { value: "2592000", label: "30 days" },
];
