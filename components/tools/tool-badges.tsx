import { Badge, Group } from "@mantine/core";
import type { ToolEntry } from "@/lib/contracts/tool";
import { effectLabels, riskLabels } from "./tool-labels";

/** What running an intent means, in two words each. */
export function ToolBadges({ tool: { effects, risk, mode } }: { tool: ToolEntry }) {
  return (
    <Group gap="xs">
      <Badge variant="default" tt="none" fw={500}>
        {mode}
      </Badge>
      <Badge variant="dot" tt="none" color={effects === "read" ? "gray.6" : "indigo.5"}>
        {effectLabels[effects]}
      </Badge>
      {risk !== "low" && (
        <Badge variant="dot" tt="none" color="red.6">
          {riskLabels[risk]}
        </Badge>
      )}
    </Group>
  );
}
