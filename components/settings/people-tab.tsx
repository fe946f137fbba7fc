"use client";

import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadingRows } from "@/components/loading-rows";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { invitationsQuery, usersQuery } from "@/lib/client/people-queries";
import { InvitationsList } from "./invitations-list";
import { InviteForm } from "./invite-form";
import { PeopleTable } from "./people-table";

const rowPx = 52;

/** Who may sign in, who was asked to, and the way to ask somebody else. */
export function PeopleTab() {
  const users = useQuery(usersQuery());
  const invitations = useQuery(invitationsQuery());
  return (
    <Stack gap="xl">
      <Section title="People">
        {users.isPending && <LoadingRows label="Loading people" height={rowPx} />}
        {users.error && <Problem error={users.error} retry={() => void users.refetch()} />}
        {users.data && <PeopleTable users={users.data.users} />}
      </Section>
      <Section title="Invite somebody">
        <InviteForm />
      </Section>
      {invitations.error && <Problem error={invitations.error} retry={() => void invitations.refetch()} />}
      {invitations.data && invitations.data.invitations.length > 0 && (
        <Section title="Invited, and not here yet">
          <InvitationsList invitations={invitations.data.invitations} />
        </Section>
      )}
    </Stack>
  );
}
