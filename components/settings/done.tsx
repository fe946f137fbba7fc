import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** That something worked, said to screen readers too. Its place is there before, so that they hear what comes into it. */
export function Done({ isShown, children }: { isShown: boolean; children: ReactNode }) {
  return (
    <Text size="sm" role="status" mt={isShown ? 4 : 0}>
      {isShown && children}
    </Text>
  );
}
