"use client";

import { Alert, Anchor, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useConsoleFacts } from "@/components/console-facts";
import { rulesQuery } from "@/lib/client/limit-queries";
import { isIntentCovered } from "@/lib/contracts/intent-names";
import { ruleHref } from "./limits-place";
import { StopSwitch } from "./stop-switch";

/** On an intent's own page: the switch that stops it, or which rule has. For admins only. */
export function StopIntent({ intent }: { intent: string }) {
  const { isAdmin } = useConsoleFacts();
  const { data } = useQuery({ ...rulesQuery(), enabled: isAdmin });
  if (!isAdmin || !data) return null;
  const own = data.rules.find(({ pattern }) => pattern === intent);
  const family = data.rules.find(
    ({ pattern, is_enabled }) => !is_enabled && pattern !== intent && isIntentCovered({ patterns: [pattern], intent }),
  );
  return (
    <>
      {family && (
        <Alert variant="default" title="It is stopped">
          <Text size="sm">
            The rule{" "}
            <Anchor component={Link} href={ruleHref(family.pattern)} inherit underline="always">
              {family.pattern}
            </Anchor>{" "}
            stops every intent that it covers.
          </Text>
        </Alert>
      )}
      <Group justify="flex-end">
        <StopSwitch pattern={intent} isEnabled={own?.is_enabled ?? true} />
      </Group>
    </>
  );
}
