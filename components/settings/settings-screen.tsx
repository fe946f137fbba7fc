"use client";

import { Stack, Tabs } from "@mantine/core";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import type { ComponentType } from "react";
import { useConsoleFacts } from "@/components/console-facts";
import { PageHeader } from "@/components/page-header";
import { AccountTab } from "./account-tab";

const AlertsTab = dynamic(() => import("@/components/alerts/alerts-tab").then(({ AlertsTab }) => AlertsTab));
const InstallationTab = dynamic(() => import("./installation-tab").then(({ InstallationTab }) => InstallationTab));
const PeopleTab = dynamic(() => import("./people-tab").then(({ PeopleTab }) => PeopleTab));

type Tab = { id: string; label: string; isForAdmins: boolean; Content: ComponentType };

const tabs: [Tab, ...Tab[]] = [
  { id: "account", label: "Your account", isForAdmins: false, Content: AccountTab },
  { id: "people", label: "People", isForAdmins: true, Content: PeopleTab },
  { id: "alerts", label: "Alerts", isForAdmins: false, Content: AlertsTab },
  { id: "installation", label: "Installation", isForAdmins: false, Content: InstallationTab },
];

/** Settings, a tab each in the address: one's own, who else may sign in, what the environment says. */
export function SettingsScreen() {
  const { isAdmin } = useConsoleFacts();
  const wanted = useSearchParams().get("tab");
  const shown = tabs.filter(({ isForAdmins }) => isAdmin || !isForAdmins);
  const { id: current } = shown.find(({ id }) => id === wanted) ?? tabs[0];
  const open = (id: string | null) =>
    window.history.pushState(null, "", id === tabs[0].id ? "/console/settings" : `/console/settings?tab=${id}`);
  return (
    <Stack gap="md">
      <PageHeader
        title="Settings"
        about="Your account, the people who may sign in, and what this installation is told."
      />
      <Tabs value={current} onChange={open} keepMounted={false}>
        <Tabs.List mb="lg">
          {shown.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(({ id, Content }) => (
          <Tabs.Panel key={id} value={id}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}
