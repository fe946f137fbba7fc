"use client";

import { Anchor, Button, EmptyState, Stack } from "@mantine/core";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useConsoleFacts } from "@/components/console-facts";
import { PageHeader } from "@/components/page-header";
import { useThingPlace } from "@/components/things/thing-place";
import { KeysList } from "./keys-list";

// Not before it listens: what is typed into a form that does not yet is lost.
const CreateKey = dynamic(() => import("./create-key").then(({ CreateKey }) => CreateKey), { ssr: false });
const KeyDetails = dynamic(() => import("./key-details").then(({ KeyDetails }) => KeyDetails));

/** The API keys, for admins: the list, a new one, or one of them. */
export function KeysScreen() {
  const { isAdmin } = useConsoleFacts();
  const { view, listHref, newHref } = useThingPlace("/console/keys");
  return (
    <Stack gap="md">
      {view.kind === "list" || !isAdmin ? (
        <PageHeader title="Keys" about="What scripts and assistants call with, and what each of them may do.">
          {isAdmin && (
            <Button component={Link} href={newHref}>
              Create a key
            </Button>
          )}
        </PageHeader>
      ) : (
        <Anchor component={Link} href={listHref} size="sm" w="fit-content">
          ← All keys
        </Anchor>
      )}
      {isAdmin ? <View view={view} /> : <ForAdmins />}
    </Stack>
  );
}

function View({ view }: { view: ReturnType<typeof useThingPlace>["view"] }) {
  switch (view.kind) {
    case "list":
      return <KeysList />;
    case "new":
      return <CreateKey />;
    case "one":
      return <KeyDetails key={view.id} id={view.id} />;
  }
}

function ForAdmins() {
  return (
    <EmptyState
      py="xl"
      title="Only admins see and change API keys"
      description="Ask an admin for a key, or to make you one."
    />
  );
}
