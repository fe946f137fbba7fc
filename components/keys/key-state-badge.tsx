import { Badge } from "@mantine/core";
import type { KeyState } from "@/lib/contracts/key";
import { keyStateLabels } from "./key-words";

const colors: Record<KeyState, string> = {
  active: "teal.6",
  paused: "yellow.6",
  expired: "gray.6",
  revoked: "red.6",
};

/** How a key stands, as a word; its colour only repeats it. */
export function KeyStateBadge({ state }: { state: KeyState }) {
  return (
    <Badge variant="dot" color={colors[state]} tt="none" fw={600}>
      {keyStateLabels[state]}
    </Badge>
  );
}
