import { Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import type { UsageRow } from "@/lib/contracts/usage";

const unnamed: Record<string, string> = {
  "(unknown)": "Unknown caller",
  "(other)": "Many others",
};

/** Who called: the name, and the id that tells it from others of that name. */
export function RowCaller({ caller }: { caller: UsageRow["caller"] }) {
  if (!caller) return null;
  const { id, name } = caller;
  if (unnamed[id]) return <Text inherit>{unnamed[id]}</Text>;
  return (
    <>
      <PlainText>{name}</PlainText>
      {id !== name && (
        <Text size="xs" c="dimmed" truncate title={id}>
          <PlainText ff="monospace">{id}</PlainText>
        </Text>
      )}
    </>
  );
}
