import { Stepper } from "@mantine/core";

/** How far a new host has come. */
export function HostSteps({ active }: { active: number }) {
  return (
    <Stepper
      active={active}
      size="xs"
      wrap={false}
      aria-label="Steps to a host that works"
      allowNextStepsSelect={false}
    >
      <Stepper.Step label="Add" allowStepSelect={false} />
      <Stepper.Step label="Accept key" allowStepSelect={false} />
      <Stepper.Step label="Test" allowStepSelect={false} />
    </Stepper>
  );
}
