import { Anchor, Text } from "@mantine/core";
import { visibleText } from "@/lib/client/visible-text";

/** Where a tool wants its user to go: the whole address, its host marked, opened by nothing but a click. */
export function QuestionAddress({ url }: { url: string }) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return null;
  const rest = visibleText(url.slice(parsed.origin.length));
  return (
    <>
      <Text style={{ overflowWrap: "anywhere" }} ff="monospace" size="sm" dir="ltr">
        {parsed.protocol}
        {"//"}
        <strong>{parsed.host}</strong>
        {rest}
      </Text>
      <Anchor href={url} target="_blank" rel="noopener noreferrer" w="fit-content">
        Open {parsed.host} in a new tab
      </Anchor>
    </>
  );
}
