import { Alert, Stack, Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import type { Consent } from "@/lib/contracts/oauth";

type Facts = Pick<Extract<Consent, { kind: "asked" }>, "documentHost" | "redirectTo" | "isRedirectLocal" | "userEmail">;

/** What is known of a program that asks, and what is only its own word. */
export function ConsentFacts({ documentHost, redirectTo, isRedirectLocal, userEmail }: Facts) {
  return (
    <Stack gap="xs">
      <Text>
        {documentHost === null ? (
          "It registered itself: nobody vouches for its name."
        ) : (
          <>
            It is described by{" "}
            <PlainText fw={650} ff="monospace">
              {documentHost}
            </PlainText>
            .
          </>
        )}
      </Text>
      <Text>
        The answer goes to{" "}
        <PlainText fw={650} ff="monospace">
          {redirectTo}
        </PlainText>
        .
      </Text>
      <Text>
        It would act for <PlainText fw={650}>{userEmail}</PlainText>.
      </Text>
      {isRedirectLocal && (
        <Alert variant="default" p="sm">
          The answer goes to a program on the machine of this browser. Go on only if you have just started it yourself.
        </Alert>
      )}
    </Stack>
  );
}
