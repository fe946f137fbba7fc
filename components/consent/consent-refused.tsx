import { Button, Stack, Text, Title } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import type { Consent } from "@/lib/contracts/oauth";

type ConsentRefusedProps = Omit<Extract<Consent, { kind: "refused" }>, "kind">;

/** Why there is nothing to decide. Only a click leads to the program that asked. */
export function ConsentRefused({ problem, back }: ConsentRefusedProps) {
  return (
    <Stack role="alert">
      <Title order={1} size="h3">
        This request cannot be answered
      </Title>
      <PlainText>{problem}</PlainText>
      <Text size="sm" c="dimmed">
        Nothing was allowed. Start again from the program that sent you here, or tell its makers.
      </Text>
      {back && (
        <Button component="a" href={back.url} variant="default" rel="noreferrer">
          Back to {back.to}
        </Button>
      )}
    </Stack>
  );
}
