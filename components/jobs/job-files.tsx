import { Anchor, Group, Image, List, Stack, Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import { Section } from "@/components/section";
import { formatBytes } from "@/lib/client/format-bytes";
import { jobPath } from "@/lib/client/job-queries";
import type { JobFileView } from "@/lib/contracts/job-file";

const pictures: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** What a job made that is no text; pictures are shown when they come into sight. */
export function JobFiles({ jobId, files }: { jobId: string; files: JobFileView[] }) {
  return (
    <Section title="Files">
      <List listStyleType="none" spacing="md">
        {files.map((file) => (
          <List.Item key={file.file_id}>
            <JobFile path={`${jobPath(jobId)}/files/${encodeURIComponent(file.file_id)}`} file={file} />
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

function JobFile({ path, file: { name, mime_type, bytes } }: { path: string; file: JobFileView }) {
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Anchor href={path} download={name}>
          <PlainText>{name}</PlainText>
        </Anchor>
        <Text size="sm" c="dimmed">
          <PlainText>{mime_type}</PlainText> · {formatBytes(bytes)}
        </Text>
      </Group>
      {pictures.has(mime_type) && (
        <Image src={path} alt={`Picture ${name}`} loading="lazy" fit="contain" mah={320} maw="100%" w="auto" />
      )}
    </Stack>
  );
}
