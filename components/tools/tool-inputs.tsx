import { Table, Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";

type Property = { name: string; type: string; isRequired: boolean; description: string };

/** The inputs of an intent as a table, from its JSON Schema. */
export function ToolInputs({ schema, intent }: { schema: Record<string, unknown>; intent: string }) {
  const properties = listProperties(schema);
  if (properties.length === 0) return <Text size="sm">It takes no inputs.</Text>;
  return (
    <Table.ScrollContainer minWidth={0} type="native">
      <Table aria-label={`Inputs of ${intent}`} layout="auto" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="11rem">Input</Table.Th>
            <Table.Th>Meaning</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {properties.map(({ name, type, isRequired, description }) => (
            <Table.Tr key={name}>
              <Table.Td>
                <PlainText ff="monospace">{name}</PlainText>
                <Text size="xs" c="dimmed">
                  {isRequired ? `${type}, required` : type}
                </Text>
              </Table.Td>
              <Table.Td>
                <PlainText>{description}</PlainText>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function listProperties(schema: Record<string, unknown>): Property[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(asRecord(schema.properties)).map(([name, value]) => {
    const { type, description, ...rules } = asRecord(value);
    return {
      name,
      type: typeof type === "string" ? type : "any",
      isRequired: required.includes(name),
      description: [...(typeof description === "string" ? [description] : []), ...limitsOf(rules)].join(" ") || "–",
    };
  });
}

/** What the schema says in numbers, for those who read no schema. */
function limitsOf({ minimum, maximum, default: fallback }: Record<string, unknown>): string[] {
  const isBounded = typeof minimum === "number" && typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER;
  const isGiven = typeof fallback === "number" || typeof fallback === "string" || typeof fallback === "boolean";
  return [...(isBounded ? [`${minimum} to ${maximum}.`] : []), ...(isGiven ? [`Without it: ${fallback}.`] : [])];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
