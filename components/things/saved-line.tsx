import { Text } from "@mantine/core";

/** That a change is kept, said to screen readers too: its place is there before what comes into it. */
export function SavedLine({ isSaved }: { isSaved: boolean }) {
  return (
    <Text size="sm" role="status" mih={isSaved ? undefined : 0}>
      {isSaved && "Saved."}
    </Text>
  );
}
