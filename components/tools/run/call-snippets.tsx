"use client";

import { Tabs } from "@mantine/core";
import { CodeBlock } from "@/components/code-block";
import { useCallPlace } from "@/components/console-facts";
import { Section } from "@/components/section";
import { curlCommand } from "@/lib/client/curl-command";
import { fetchSnippet } from "@/lib/client/fetch-snippet";
import { pythonSnippet } from "@/lib/client/python-snippet";
import type { JsonObject } from "@/lib/contracts/json";

const languages = [
  { id: "curl", name: "curl", write: curlCommand },
  { id: "typescript", name: "TypeScript", write: fetchSnippet },
  { id: "python", name: "Python", write: pythonSnippet },
];

/** The call that the form makes, as code to take along. */
export function CallSnippets({ intent, inputs }: { intent: string; inputs: JsonObject }) {
  const place = useCallPlace();
  return (
    <Section title="The same call as code">
      <Tabs defaultValue="curl" keepMounted={false}>
        <Tabs.List>
          {languages.map(({ id, name }) => (
            <Tabs.Tab key={id} value={id}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {languages.map(({ id, name, write }) => (
          <Tabs.Panel key={id} value={id} pt="xs">
            <CodeBlock
              text={write({ call: { intent, inputs }, ...place })}
              label={`This call in ${name}`}
              copyLabel={`Copy as ${name}`}
            />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  );
}
