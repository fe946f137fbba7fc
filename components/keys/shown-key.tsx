"use client";

import { Alert, List, Stack, Tabs, Text } from "@mantine/core";
import { CodeBlock } from "@/components/code-block";
import { useCallPlace } from "@/components/console-facts";
import { PlainText } from "@/components/plain-text";
import { keySnippets } from "@/lib/client/key-snippets";
import type { CreatedKey } from "@/lib/contracts/key";

/** A key in clear, the one time that it is, with what to do with it. */
export function ShownKey({ made }: { made: CreatedKey }) {
  const { origin } = useCallPlace();
  const { curl, claude, mcpServers, openapiUrl } = keySnippets({ made, origin });
  return (
    <Stack gap="md" role="status">
      <Alert variant="default" title="It is shown only now">
        Keep it where secrets are kept. Here only its hash stays, and whoever has it calls as{" "}
        <PlainText fw={600}>{made.name}</PlainText>.
      </Alert>
      <CodeBlock text={made.key} label="The key" copyLabel="Copy the key" />
      <Tabs defaultValue="curl" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="curl">curl</Tabs.Tab>
          <Tabs.Tab value="chatgpt">ChatGPT</Tabs.Tab>
          <Tabs.Tab value="mcp">MCP</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="curl">
          <CodeBlock text={curl} label="A first call with it" />
        </Tabs.Panel>
        <Tabs.Panel value="chatgpt">
          <List type="ordered" size="sm" spacing="xs">
            <List.Item>In your GPT: Configure, Actions, Create new action, Import from URL.</List.Item>
            <List.Item>
              The URL is <PlainText ff="monospace">{openapiUrl}</PlainText>. ChatGPT must be able to reach it.
            </List.Item>
            <List.Item>Authentication: API Key, of the type Bearer. Paste the key.</List.Item>
          </List>
        </Tabs.Panel>
        <Tabs.Panel value="mcp">
          <Stack gap="xs">
            <Text size="sm">Claude Code:</Text>
            <CodeBlock text={claude} label="The command for Claude Code" />
            <Text size="sm">Cursor, VS Code and others, in their file of MCP servers:</Text>
            <CodeBlock text={mcpServers} label="The entry for other clients" />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
