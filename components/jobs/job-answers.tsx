import { Stack, Text } from "@mantine/core";
import { CodeBlock } from "@/components/code-block";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { visibleJson } from "@/lib/client/visible-text";
import type { QuestionState, QuestionView } from "@/lib/contracts/job-question";

const verdicts: Record<QuestionState, string> = {
  waiting: "waits for an answer",
  answered: "answered",
  declined: "said no",
  cancelled: "not answered",
  expired: "not answered in time",
};

/** What a job has asked, and what became of it. */
export function JobAnswers({ questions }: { questions: QuestionView[] }) {
  return (
    <Section title="Asked">
      {questions.map((question) => (
        <Stack key={question.id} gap={4}>
          <PlainText>{question.message}</PlainText>
          <Text size="sm" c="dimmed">
            {verdicts[question.state]}
            {question.answered_by !== null && (
              <>
                {" by "}
                <PlainText>{question.answered_by}</PlainText>
              </>
            )}
          </Text>
          {question.answer && <CodeBlock text={visibleJson(question.answer)} label="Answer as JSON" />}
        </Stack>
      ))}
    </Section>
  );
}
