"use client";

import { Table, Text } from "@mantine/core";
import { useConsoleFacts } from "@/components/console-facts";
import { Moment } from "@/components/moment";
import { PlainText } from "@/components/plain-text";
import { visibleText } from "@/lib/client/visible-text";
import type { UserEntry } from "@/lib/contracts/user";
import classes from "./people-table.module.css";
import { RemoveUser } from "./remove-user";
import { RoleSelect } from "./role-select";

/** A row a person; on a phone each row folds into a card. */
export function PeopleTable({ users }: { users: UserEntry[] }) {
  const { email } = useConsoleFacts();
  return (
    <Table className={classes.table} verticalSpacing="sm" aria-label="People">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Person</Table.Th>
          <Table.Th>Role</Table.Th>
          <Table.Th>Signs in by</Table.Th>
          <Table.Th>Last signed in</Table.Th>
          <Table.Th aria-label="Actions" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {users.map((user) => (
          <PersonRow key={user.user_id} user={user} isOneself={user.email === email} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function PersonRow({ user, isOneself }: { user: UserEntry; isOneself: boolean }) {
  const ways = [...(user.has_password ? ["password"] : []), ...user.identities.map(hostOf)].join(", ");
  return (
    <Table.Tr>
      <Table.Td className={classes.person}>
        <PlainText fw={600}>{user.name || user.email}</PlainText>
        {isOneself && " (you)"}
        {user.name && (
          <Text size="sm" c="dimmed">
            <PlainText>{user.email}</PlainText>
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.role}>
        <RoleSelect user={user} isOneself={isOneself} />
      </Table.Td>
      <Table.Td>
        <PlainText>{ways || "nothing yet"}</PlainText>
      </Table.Td>
      <Table.Td className={classes.fact}>
        {user.last_sign_in_at === null ? "never" : <Moment iso={user.last_sign_in_at} />}
      </Table.Td>
      <Table.Td className={classes.action}>{!isOneself && <RemoveUser user={user} />}</Table.Td>
    </Table.Tr>
  );
}

function hostOf(issuer: string): string {
  return visibleText(URL.canParse(issuer) ? new URL(issuer).host : issuer);
}
