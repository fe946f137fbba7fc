"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { QuestionAddress } from "@/components/jobs/question-address";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { signInAtMcpServer } from "@/lib/client/mcp-server-queries";

/** For a server that wants OAuth: where a person agrees that this orchestrator calls it. */
export function SignInSection({ name }: { name: string }) {
  const beginning = useMutation({ mutationFn: () => signInAtMcpServer(name) });
  return (
    <Section title="Sign in">
      <Stack gap="sm" align="flex-start">
        <Text size="sm" c="dimmed">
          When it wants OAuth instead of a header: you agree at its own site, and all callers use it then.
        </Text>
        <Button variant="default" loading={beginning.isPending} onClick={() => beginning.mutate()}>
          Begin to sign in
        </Button>
        {beginning.error && <Problem error={beginning.error} />}
        {beginning.data && (
          <>
            <Text size="sm">Look whether you know this address before you open it:</Text>
            <QuestionAddress url={beginning.data.authorization_url} />
          </>
        )}
      </Stack>
    </Section>
  );
}
