"use client";

import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { TimeLeft } from "@/components/approvals/time-left";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { contentOf, startValues } from "@/lib/client/question-form";
import type { QuestionNotice } from "@/lib/contracts/job-question";
import { QuestionSchema } from "@/lib/contracts/question-schema";
import { QuestionAddress } from "./question-address";
import { QuestionField } from "./question-field";
import { useAnswer } from "./use-answer";

/** What a running job asks, with a form for the answer. The words are the tool's own. */
export function JobQuestion({ jobId, question }: { jobId: string; question: QuestionNotice }) {
  const { id, message, url, expires_at } = question;
  const schema = QuestionSchema.safeParse(question.schema).data ?? { type: "object" as const, properties: {} };
  const [values, setValues] = useState(() => startValues(schema));
  const { send, error, faults, isPending } = useAnswer(jobId);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    send({
      question_id: id,
      action: "accept",
      ...(question.schema && { content: contentOf(schema, values) }),
    });
  };
  return (
    <Section title="It asks">
      <Paper withBorder p="md" component="form" method="post" onSubmit={submit} noValidate>
        <Stack>
          <PlainText fw={600}>{message}</PlainText>
          <Text size="sm" c="dimmed">
            The tool's own words. It goes on without an answer when the time is over: <TimeLeft iso={expires_at} />.
          </Text>
          {url !== null && <QuestionAddress url={url} />}
          {Object.entries(schema.properties).map(([name, field]) => (
            <QuestionField
              key={name}
              name={name}
              field={field}
              isRequired={schema.required?.includes(name) ?? false}
              value={values[name] ?? ""}
              error={faults[`content.${name}`] ?? null}
              onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
            />
          ))}
          {error && <Problem error={error} />}
          <Group gap="sm">
            <Button type="submit" loading={isPending}>
              {question.schema ? "Answer" : "Done"}
            </Button>
            <Button variant="default" disabled={isPending} onClick={() => send({ question_id: id, action: "decline" })}>
              Say no
            </Button>
            <Button variant="subtle" disabled={isPending} onClick={() => send({ question_id: id, action: "cancel" })}>
              Leave unanswered
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Section>
  );
}
