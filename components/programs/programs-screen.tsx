import { Stack } from "@mantine/core";
import { PageHeader } from "@/components/page-header";
import { GrantsList } from "./grants-list";

/** The programs that may call here in somebody's name. */
export function ProgramsScreen() {
  return (
    <Stack gap="md">
      <PageHeader
        title="Programs"
        about="Assistants that somebody let in to call intents over /mcp in their name, until it is revoked."
      />
      <GrantsList />
    </Stack>
  );
}
