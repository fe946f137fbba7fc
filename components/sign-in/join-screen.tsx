"use client";

import { Button, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { PlainText } from "@/components/plain-text";
import { Problem } from "@/components/problem";
import { shownInvitationQuery } from "@/lib/client/join-queries";
import { roleLabels } from "@/lib/client/role-labels";
import { Door } from "./door";
import { JoinForm } from "./join-form";
import { SignInElsewhere, type SignInMethod } from "./sign-in-elsewhere";
import { useLinkToken } from "./use-link-token";

const formPx = 260;

/** The page of an invitation's link: whom it is for, and what it takes to join. Opening it uses nothing up. */
export function JoinScreen({ methods }: { methods: SignInMethod[] }) {
  const token = useLinkToken();
  const { data, error, refetch } = useQuery(shownInvitationQuery(token ?? ""));
  return (
    <Door>
      <Stack>
        <Title order={1} size="h3">
          Join
        </Title>
        {token === "" && <Text>This address is not whole: copy the link again, with what stands behind the #.</Text>}
        {error && <Problem error={error} title="This link does not work" retry={() => void refetch()} />}
        {(token === null || (token !== "" && !data && !error)) && <Skeleton height={formPx} />}
        {data && token && (
          <>
            <Text>
              You are invited as <PlainText fw={600}>{data.email}</PlainText>.
            </Text>
            <Text size="sm" c="dimmed">
              Your role is {roleLabels[data.role].label}: it {roleLabels[data.role].about}.
            </Text>
            <JoinForm token={token} email={data.email} />
          </>
        )}
        {(token === "" || error) && (
          <Button component="a" href="/sign-in" variant="default">
            Go to sign-in
          </Button>
        )}
      </Stack>
      {data && <SignInElsewhere methods={methods} returnTo="/console" />}
    </Door>
  );
}
