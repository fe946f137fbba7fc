"use client";

import { DataList, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LoadingRows } from "@/components/loading-rows";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { accountQuery } from "@/lib/client/account-queries";
import { roleLabels } from "@/lib/client/role-labels";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";
import { PreferencesForm } from "./preferences-form";
import { SignOutEverywhere } from "./sign-out-everywhere";

const rowPx = 72;

/** What concerns nobody but the one who is signed in. */
export function AccountTab() {
  const { data, error, isPending, refetch } = useQuery(accountQuery());
  if (isPending) return <LoadingRows label="Loading your account" height={rowPx} />;
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  return (
    <Stack gap="xl" maw={640}>
      <Section title="Who you are">
        <Paper withBorder p="md">
          <Stack>
            <DataList orientation="horizontal">
              <DataList.Item>
                <DataList.ItemLabel>E-mail</DataList.ItemLabel>
                <DataList.ItemValue>
                  <PlainText>{data.email}</PlainText>
                </DataList.ItemValue>
              </DataList.Item>
              <DataList.Item>
                <DataList.ItemLabel>Role</DataList.ItemLabel>
                <DataList.ItemValue>
                  {roleLabels[data.role].label}: {roleLabels[data.role].about}
                </DataList.ItemValue>
              </DataList.Item>
              {data.identities.length > 0 && (
                <DataList.Item>
                  <DataList.ItemLabel>Also signs in by</DataList.ItemLabel>
                  <DataList.ItemValue>
                    <PlainText>{data.identities.join(", ")}</PlainText>
                  </DataList.ItemValue>
                </DataList.Item>
              )}
            </DataList>
            <NameForm name={data.name} />
          </Stack>
        </Paper>
      </Section>
      <Section title="How the console behaves">
        <PreferencesForm />
      </Section>
      <Section title="Password">
        {data.has_password ? (
          <PasswordForm email={data.email} />
        ) : (
          <Text size="sm" c="dimmed">
            You sign in elsewhere, so there is no password here to change.
          </Text>
        )}
      </Section>
      <Section title="Sessions">
        <SignOutEverywhere />
      </Section>
    </Stack>
  );
}
