"use client";

import { AppShell, Burger, Group, NavLink, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { goToSignIn, sessionQuery } from "@/lib/client/session";
import { Brand } from "./brand";
import { ColorSchemeToggle } from "./color-scheme-toggle";
import { type ConsoleFacts, ConsoleFactsProvider } from "./console-facts";
import classes from "./console-shell.module.css";
import { Notices } from "./notices/notices";
import { OfflineBanner } from "./offline-banner";
import { PaletteButton } from "./palette/palette-button";
import { SignOutButton } from "./sign-out-button";
import { useThemePreference } from "./use-theme-preference";
import { WaitingBadge } from "./waiting-badge";

type Place = {
  href: string;
  label: string;
  isHere(path: string): boolean;
  isForAdmins?: boolean;
  Badge?: () => ReactNode;
};

const places: Place[] = [
  { href: "/console", label: "Overview", isHere: (path) => path === "/console" },
  { href: "/console/jobs", label: "Jobs", isHere: (path) => path.startsWith("/console/jobs") },
  {
    href: "/console/approvals",
    label: "Approvals",
    isHere: (path) => path.startsWith("/console/approvals"),
    Badge: WaitingBadge,
  },
  { href: "/console/tools", label: "Tools", isHere: (path) => path.startsWith("/console/tools") },
  { href: "/console/memory", label: "Memory", isHere: (path) => path.startsWith("/console/memory") },
  { href: "/console/flows", label: "Flows", isHere: (path) => path.startsWith("/console/flows") },
  { href: "/console/hosts", label: "Hosts", isHere: (path) => path.startsWith("/console/hosts") },
  { href: "/console/mcp", label: "MCP servers", isHere: (path) => path.startsWith("/console/mcp") },
  { href: "/console/programs", label: "Programs", isHere: (path) => path.startsWith("/console/programs") },
  {
    href: "/console/keys",
    label: "Keys",
    isHere: (path) => path.startsWith("/console/keys"),
    isForAdmins: true,
  },
  { href: "/console/limits", label: "Limits", isHere: (path) => path.startsWith("/console/limits") },
  { href: "/console/usage", label: "Usage", isHere: (path) => path.startsWith("/console/usage") },
  { href: "/console/audit", label: "Audit", isHere: (path) => path.startsWith("/console/audit") },
  { href: "/console/settings", label: "Settings", isHere: (path) => path.startsWith("/console/settings") },
];

/** The frame of every console page: name, places, who is signed in. */
export function ConsoleShell({ facts, children }: { facts: ConsoleFacts; children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = usePathname();
  const shown = places.filter(({ isForAdmins }) => facts.isAdmin || !isForAdmins);
  useLeaveWhenSessionEnds(facts.email);
  return (
    <ConsoleFactsProvider facts={facts}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
        padding={{ base: "md", sm: "lg" }}
      >
        <AppShell.Header px="md">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap" miw={0}>
              <Burger
                opened={isOpen}
                onClick={toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label="Menu"
                aria-expanded={isOpen}
              />
              <Brand />
            </Group>
            <Group gap="xs" wrap="nowrap">
              <PaletteButton />
              <ColorSchemeToggle />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="sm" aria-label="Console">
          <AppShell.Section grow>
            {shown.map(({ href, label, isHere, Badge }) => (
              <NavLink
                key={href}
                component={Link}
                href={href}
                label={label}
                rightSection={Badge && <Badge />}
                active={isHere(path)}
                aria-current={isHere(path) ? "page" : undefined}
                className={classes.place}
                variant="subtle"
                onClick={close}
              />
            ))}
          </AppShell.Section>
          <AppShell.Section className={classes.account}>
            <Text size="sm" c="dimmed" truncate title={facts.email}>
              {facts.email}
            </Text>
            <SignOutButton />
          </AppShell.Section>
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
          <ThemePreference />
          <Notices />
          <OfflineBanner />
          {children}
        </AppShell.Main>
      </AppShell>
    </ConsoleFactsProvider>
  );
}

/** Inside the provider of the facts that it reads. */
function ThemePreference() {
  useThemePreference();
  return null;
}

/**
 * On a developer's own machine the API answers without a session too, so a page must ask whether its own still holds. One
 * that somebody else began in another tab would do here in their name what is shown as this user's: the page starts over.
 */
function useLeaveWhenSessionEnds(email: string): void {
  const { data } = useQuery(sessionQuery());
  const hasEnded = data !== undefined && data.user === undefined;
  const signedIn = data?.user?.email;
  const isOthers = signedIn !== undefined && signedIn !== email;
  useEffect(() => {
    // The browser's location is the external system here.
    if (hasEnded) goToSignIn();
    else if (isOthers) window.location.reload();
  }, [hasEnded, isOthers]);
}
