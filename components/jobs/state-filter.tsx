"use client";

import { Button, Checkbox, Input, Popover, Stack } from "@mantine/core";
import { useId } from "react";
import { jobStateLabels } from "@/lib/client/job-states";

type StateFilterProps = { value: string | undefined; commit(value: string | undefined): void };

/** Any number of states, each on a line of a small panel. */
export function StateFilter({ value, commit }: StateFilterProps) {
  const labelId = useId();
  const chosen = value?.split(",") ?? [];
  return (
    <Input.Wrapper label="State" size="xs" labelProps={{ id: labelId, htmlFor: undefined }}>
      <Popover position="bottom-start" shadow="md" trapFocus withinPortal>
        <Popover.Target>
          <Button
            variant="default"
            size="xs"
            fullWidth
            justify="space-between"
            rightSection="▾"
            fw={400}
            aria-label={`State: ${summaryOf(chosen)}`}
          >
            {summaryOf(chosen)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Checkbox.Group
            aria-labelledby={labelId}
            value={chosen}
            onChange={(states) => commit(states.length > 0 ? states.join(",") : undefined)}
          >
            <Stack gap="xs">
              {Object.entries(jobStateLabels).map(([state, label]) => (
                <Checkbox key={state} value={state} label={label} size="xs" />
              ))}
            </Stack>
          </Checkbox.Group>
        </Popover.Dropdown>
      </Popover>
    </Input.Wrapper>
  );
}

function summaryOf(states: string[]): string {
  if (states.length === 0) return "Any state";
  const [first = ""] = states;
  return states.length === 1 ? ((jobStateLabels as Record<string, string>)[first] ?? first) : `${states.length} states`;
}
