import { Button } from "@mantine/core";
import classes from "./live-switch.module.css";

type LiveSwitchProps = { isLive: boolean; isPaused: boolean; setIsPaused(isPaused: boolean): void };

/** Says whether the list moves by itself, and holds it still for reading. */
export function LiveSwitch({ isLive, isPaused, setIsPaused }: LiveSwitchProps) {
  const state = isPaused ? "paused" : isLive ? "live" : "polling";
  return (
    <Button
      size="xs"
      variant="default"
      w={104}
      aria-pressed={isPaused}
      aria-label={isPaused ? "The list is paused: let it move on" : "The list moves by itself: pause it"}
      title={titles[state]}
      leftSection={<span className={classes.dot} data-state={state} />}
      onClick={() => setIsPaused(!isPaused)}
    >
      {labels[state]}
    </Button>
  );
}

const labels = { live: "Live", polling: "Polling", paused: "Paused" };
const titles = {
  live: "What happens shows within half a second. Click to pause.",
  polling: "The live stream is not connected: the list is fetched every three seconds. Click to pause.",
  paused: "Click to let the list move again.",
};
