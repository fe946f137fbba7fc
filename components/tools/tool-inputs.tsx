import { Table, Text } from "@mantine/core";
import { PlainText } from "@/components/plain-text";
import type { GroupField } from "@/lib/client/schema-form/form-field";
import { schemaRows } from "@/lib/client/schema-form/schema-rows";

/** The fields of a schema as a table, those of objects inside it below them. */
export function ToolInputs({ form, label }: { form: GroupField; label: string }) {
  const rows = schemaRows(form);
  if (rows.length === 0) return <Text size="sm">{form.takesOthers ? "Any JSON object." : "None."}</Text>;
  return (
    <Table.ScrollContainer minWidth={0} type="native">
      <Table aria-label={label} layout="auto" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="13rem">Field</Table.Th>
            <Table.Th>Meaning</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ path, type, isRequired, text }) => (
            <Table.Tr key={path}>
              <Table.Td style={{ overflowWrap: "anywhere" }}>
                <PlainText ff="monospace">{path}</PlainText>
                <Text size="xs" c="dimmed">
                  {isRequired ? `${type}, required` : type}
                </Text>
              </Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>
                <PlainText>{text}</PlainText>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
