"use client";

import { Group } from "@mantine/core";
import { AdvancedFields } from "@/components/forms/advanced-fields";
import { useValue } from "@/components/forms/use-values";
import { LineField, LinesField, NumberField, PickField, SecretField, TickField } from "@/components/forms/value-fields";
import type { HostEntry } from "@/lib/contracts/host";

type HostFieldsProps = { host: HostEntry | null; hosts: HostEntry[] };

/** The fields of a host: the four that every one needs, and below them the rest with good defaults. */
export function HostFields({ host, hosts }: HostFieldsProps) {
  const others = hosts.filter(({ alias }) => alias !== host?.alias).map(({ alias }) => alias);
  return (
    <>
      <LineField
        name="alias"
        label="Alias"
        required
        placeholder="web-1"
        help="The name that callers use. Lower-case letters, digits, dots and dashes."
      />
      <Group grow align="flex-start" preventGrowOverflow={false} gap="md">
        <LineField
          name="address"
          label="Address"
          required
          placeholder="web-1.example.org"
          help="Its name in the network, or its IP address."
        />
        <NumberField name="port" label="Port" required help="22 unless its SSH server says otherwise." />
      </Group>
      <LineField
        name="user"
        label="User"
        required
        placeholder="deploy"
        help="The account that commands run as. Best one of its own, with no more rights than it needs."
      />
      <SignInFields host={host} />
      <AdvancedFields>
        <LineField name="tags" label="Tags" placeholder="web, prod" help="To look at several hosts at once, by tag." />
        <PickField
          name="jump_host"
          label="Jump host"
          help="When it can be reached only through another host of this list."
          data={[
            { value: "", label: "None: it is reached directly" },
            ...others.map((value) => ({ value, label: value })),
          ]}
        />
        <LineField
          name="intents"
          label="Intents that may use it"
          help="ssh.* for all; ssh.exec.peek for nothing but commands that only read."
        />
        <NumberField
          name="approvals_needed"
          label="Approvals"
          help="How many different people must approve a command that may change something."
        />
        <TickField name="four_eyes" label="Four eyes" help="Whoever owns the key that asked may not approve either." />
        <NumberField name="connect_timeout_s" label="Seconds to connect" help="After that it is taken to be away." />
        <NumberField name="sessions_max" label="Commands at once" help="More than that wait for their turn." />
      </AdvancedFields>
    </>
  );
}

function SignInFields({ host }: { host: HostEntry | null }) {
  const { value: kind } = useValue("auth");
  const isKept = host?.auth.kind === kind;
  return (
    <>
      <PickField
        name="auth"
        label="How it knows us"
        data={[
          { value: "key", label: "A private key, kept here encrypted" },
          { value: "agent", label: "An SSH agent of this machine" },
        ]}
      />
      {kind === "key" ? (
        <>
          <LinesField
            name="auth.private_key"
            label="Private key"
            required={!isKept}
            isCode
            placeholder={isKept ? "Kept as it is. Paste another to replace it." : "-----BEGIN OPENSSH PRIVATE KEY-----"}
            help="The whole file, such as ~/.ssh/id_ed25519. Its public half must stand in the user's authorized_keys. It is never shown again."
          />
          <SecretField
            name="auth.passphrase"
            label="Passphrase"
            isKept={isKept}
            help="Only when the key has one. Goes with a key that is pasted above."
          />
        </>
      ) : (
        <LineField
          name="auth.socket"
          label="Agent's socket"
          required={!isKept}
          placeholder={isKept ? "Kept as it is" : "/run/user/1000/ssh-agent.socket"}
          help="What SSH_AUTH_SOCK holds where the orchestrator runs."
        />
      )}
    </>
  );
}
