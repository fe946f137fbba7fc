"use client";

import { Anchor, Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LoadingRows } from "@/components/loading-rows";
import { PageHeader } from "@/components/page-header";
import { Problem } from "@/components/problem";
import { useThingPlace } from "@/components/things/thing-place";
import { hostsQuery } from "@/lib/client/host-queries";
import { AddHost } from "./add-host";
import { HostDetails } from "./host-details";
import { HostsList } from "./hosts-list";

const rowPx = 64;

/** The machines that commands may run on: the list, a new one, or one of them. */
export function HostsScreen() {
  const { view, listHref, newHref } = useThingPlace("/console/hosts");
  const { data, error, isPending, refetch } = useQuery(hostsQuery());
  const host = view.kind === "one" ? data?.find(({ host_id }) => host_id === view.id) : undefined;
  return (
    <Stack gap="md">
      {view.kind === "list" ? (
        <PageHeader
          title="Hosts"
          about="The machines that commands may run on, each by an alias and with a pinned key."
        >
          {data && (
            <Button component={Link} href={newHref}>
              Add a host
            </Button>
          )}
        </PageHeader>
      ) : (
        <Anchor component={Link} href={listHref} size="sm" w="fit-content">
          ← All hosts
        </Anchor>
      )}
      {error && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <LoadingRows label="Loading hosts" height={rowPx} />}
      {data && view.kind === "list" && <HostsList hosts={data} />}
      {data && view.kind === "new" && <AddHost hosts={data} />}
      {data && view.kind === "one" && !host && <Problem error={new Error("There is no such host any more.")} />}
      {data && host && <HostDetails key={host.host_id} host={host} hosts={data} />}
    </Stack>
  );
}
