"use client";

import { Button, Group, Radio, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { decideConsent } from "@/lib/client/decide-consent";
import { parsePatterns } from "@/lib/client/parse-patterns";
import type { Consent } from "@/lib/contracts/oauth";
import { ConsentAnswered } from "./consent-answered";
import { ConsentFacts } from "./consent-facts";

/** The question, with what the program may do if the answer is yes. */
export function ConsentForm({ consent }: { consent: Extract<Consent, { kind: "asked" }> }) {
  const { clientName, canGrant, ticket } = consent;
  const [scope, setScope] = useState("all");
  const [text, setText] = useState("");
  const intents = scope === "all" ? ["*"] : parsePatterns(text);
  const answer = useMutation({
    mutationFn: decideConsent,
    onSuccess: ({ redirect_to }) => window.location.assign(redirect_to),
  });
  const isSent = answer.isPending;
  const approve = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (intents && canGrant) answer.mutate({ ticket, decision: "approve", intents });
  };
  if (answer.data) return <ConsentAnswered />;
  return (
    <form method="post" onSubmit={approve}>
      <Stack>
        <Title order={1} size="h3">
          Let <PlainText>{clientName}</PlainText> in?
        </Title>
        <ConsentFacts {...consent} />
        {canGrant ? (
          <Radio.Group label="What it may call" value={scope} onChange={setScope}>
            <Stack gap="xs" pt="xs">
              <Radio value="all" label="Everything that you may call" />
              <Radio value="some" label="Only these intents" />
              {scope === "some" && (
                <TextInput
                  aria-label="Intents"
                  placeholder="memory.*, system.whoami"
                  value={text}
                  onChange={(event) => setText(event.currentTarget.value)}
                  error={text !== "" && !intents && "Write intents, or families such as memory.*, with commas between."}
                  maxLength={4_000}
                />
              )}
            </Stack>
          </Radio.Group>
        ) : (
          <Text role="alert">A viewer may call nothing, and so can let no program call.</Text>
        )}
        <Text size="sm" c="dimmed">
          What needs an approval still waits for a person. You can shut the program out again at any time.
        </Text>
        {answer.error && <Problem error={answer.error} />}
        <Group grow>
          <Button variant="default" disabled={isSent} onClick={() => answer.mutate({ ticket, decision: "deny" })}>
            Deny
          </Button>
          <Button type="submit" loading={isSent} disabled={!canGrant || !intents}>
            Approve
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
