"use client";

import { Button, Checkbox, Input, Popover, Stack } from "@mantine/core";
import { useId, useState } from "react";
import { jobStateLabels } from "@/lib/client/job-states";

type StateFilterProps = { value: string | undefined; commit(value: string | undefined): void };

/** Any number of states, each on a line of a small panel. */
export function StateFilter({ value, commit }: StateFilterProps) {
  const labelId = useId();
  const { chosen, choose } = useChosen({ value, commit });
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
          <Checkbox.Group aria-labelledby={labelId} value={chosen} onChange={choose}>
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

/** What is ticked, from the click on: the address, which keeps it, comes a moment later. */
function useChosen({ value, commit }: StateFilterProps) {
  const [known, setKnown] = useState(value);
  const [chosen, setChosen] = useState(statesOf(value));
  if (known !== value) {
    setKnown(value);
    setChosen(statesOf(value));
  }
  const choose = (states: string[]) => {
    setChosen(states);
    commit(states.length > 0 ? states.join(",") : undefined);
  };
  return { chosen, choose };
}

function statesOf(value: string | undefined): string[] {
  return value?.split(",") ?? [];
}

function summaryOf(states: string[]): string {
  if (states.length === 0) return "Any state";
  const [first = ""] = states;
  return states.length === 1 ? ((jobStateLabels as Record<string, string>)[first] ?? first) : `${states.length} states`;
}
