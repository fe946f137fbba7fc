import { Stack, Text, Title } from "@mantine/core";

/**
 * While the browser leaves, and where it stays: an application on the user's machine opens beside this page. No way to
 * go there again, because a code that comes twice ends what was just allowed.
 */
export function ConsentAnswered() {
  return (
    <Stack role="status">
      <Title order={1} size="h3">
        Answered
      </Title>
      <Text>Go on in the program. Should it not have heard the answer, start again from there.</Text>
    </Stack>
  );
}
