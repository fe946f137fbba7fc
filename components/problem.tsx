import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError } from "@/lib/client/api-error";
import { PlainText } from "./plain-text";
import classes from "./problem.module.css";

type ProblemProps = { error: Error; title?: string; retry?: () => void; children?: ReactNode };

/** An error a person can act on: what happened, what to do, and the id to quote. */
export function Problem({ error, title = titleOf(error), retry, children }: ProblemProps) {
  const { hint, requestId } = error instanceof ApiError ? error : { hint: null, requestId: null };
  return (
    <Alert variant="default" role="alert" title={title} classNames={{ root: classes.root ?? "" }}>
      <Stack gap="xs" align="flex-start">
        <PlainText>{error.message}</PlainText>
        {hint && <PlainText c="dimmed">{hint}</PlainText>}
        {requestId && (
          <Text size="xs" c="dimmed">
            Request <PlainText ff="monospace">{requestId}</PlainText>
          </Text>
        )}
        {(retry || children) && (
          <Group gap="xs">
            {retry && (
              <Button size="xs" variant="default" onClick={retry}>
                Try again
              </Button>
            )}
            {children}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

function titleOf(error: Error): string {
  const status = error instanceof ApiError ? error.status : null;
  switch (status) {
    case 0:
      return "No connection";
    case 401:
      return "You are signed out";
    case 403:
      return "Your account may not do this";
    case 404:
      return "Not found";
    default:
      return status !== null && status < 500 ? "The server refused this" : "Something went wrong";
  }
}
