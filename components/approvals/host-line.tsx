import { Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import type { ApprovalCard } from "@/lib/contracts/approval";

/** Where it would run. Nothing for what has no host. */
export function HostLine({ card: { host } }: { card: ApprovalCard }) {
  if (host === null) return null;
  return (
    <Text>
      On host <PlainText fw={700}>{host}</PlainText>
    </Text>
  );
}
