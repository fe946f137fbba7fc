import { Blockquote, Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";

/** Why it is asked for, set apart: it is what the asker says, and nobody has checked it. */
export function AskersReason({ name, reason }: { name: string; reason: string | null }) {
  return (
    <Section title="Why, in the words of whoever asks">
      {reason === null ? (
        <Text c="dimmed">No reason was given.</Text>
      ) : (
        <>
          <Blockquote p="sm" radius="md" color="indigo" fz="md">
            <PlainText>{reason}</PlainText>
          </Blockquote>
          <Text size="xs" c="dimmed">
            Written by <PlainText>{name}</PlainText>, checked by nobody. It does not change what runs.
          </Text>
        </>
      )}
    </Section>
  );
}
