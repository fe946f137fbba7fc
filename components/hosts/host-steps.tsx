import { Stepper } from "@mantine/core";

/** How far a new host has come. */
export function HostSteps({ active }: { active: number }) {
  return (
    <Stepper active={active} size="sm" aria-label="Steps to a host that works" allowNextStepsSelect={false}>
      <Stepper.Step label="Say where it is" allowStepSelect={false} />
      <Stepper.Step label="Accept its key" allowStepSelect={false} />
      <Stepper.Step label="Test it" allowStepSelect={false} />
    </Stepper>
  );
}
