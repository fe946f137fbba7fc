import { Badge } from "@mantine/core";

/** Whether something is switched on, as words. */
export function EnabledBadge({ isEnabled }: { isEnabled: boolean }) {
  return (
    <Badge variant="dot" color={isEnabled ? "teal.6" : "gray.6"} tt="none" fw={500}>
      {isEnabled ? "On" : "Off"}
    </Badge>
  );
}
