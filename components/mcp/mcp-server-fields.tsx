"use client";

import { AdvancedFields } from "@/components/forms/advanced-fields";
import { useValue } from "@/components/forms/use-values";
import { LineField, LinesField, NumberField, PickField, TickField } from "@/components/forms/value-fields";
import type { McpServerEntry } from "@/lib/contracts/mcp-server";

/** The fields of a server; what its variables and headers hold goes in and never comes out again. */
export function McpServerFields({ server }: { server: McpServerEntry | null }) {
  const { value: transport } = useValue("transport");
  return (
    <>
      {server === null && (
        <LineField
          name="name"
          label="Name"
          required
          placeholder="github"
          help="The middle of its intents, mcp.NAME.TOOL. It cannot be changed later."
        />
      )}
      <PickField
        name="transport"
        label="How it is reached"
        data={[
          { value: "stdio", label: "A program that is started on this machine (stdio)" },
          { value: "http", label: "An address (Streamable HTTP)" },
        ]}
      />
      {transport === "stdio" ? <ProcessFields server={server} /> : <AddressFields server={server} />}
      <PickField
        name="approval"
        label="Which of its tools wait for a person"
        data={[
          { value: "never", label: "None" },
          { value: "destructive", label: "Those that may destroy something" },
          { value: "always", label: "All" },
        ]}
      />
      <AdvancedFields>
        <TickField
          name="trusted"
          label="Believe what it says of its tools"
          help="Else each is taken to be able to change and destroy, whatever it says."
        />
        <NumberField name="timeout_s" label="Seconds of silence" help="After that a call has failed." />
        <NumberField name="timeout_max_s" label="Seconds in all" help="However much progress it tells of." />
      </AdvancedFields>
    </>
  );
}

function ProcessFields({ server }: { server: McpServerEntry | null }) {
  const kept = server?.transport === "stdio" ? server.env_names : null;
  return (
    <>
      <LineField
        name="command"
        label="Program"
        required
        placeholder="npx"
        help="Without a shell, as the orchestrator's own user: it may do what that user may."
      />
      <LinesField
        name="args"
        label="Arguments"
        isCode
        placeholder={"-y\n@modelcontextprotocol/server-filesystem\n/srv/files"}
        help="One a line. They are shown to every admin: secrets go below."
      />
      <LinesField
        name="env"
        label="Variables, with their secrets"
        isCode
        placeholder="API_TOKEN=..."
        help={`One a line, as NAME=value. They are kept encrypted and never shown again.${keptWords(kept)}`}
      />
      <LineField
        name="cwd"
        label="Folder"
        placeholder="/srv/files"
        help="Where it is started. Empty: where the orchestrator was."
      />
    </>
  );
}

function AddressFields({ server }: { server: McpServerEntry | null }) {
  const kept = server?.transport === "http" ? server.header_names : null;
  return (
    <>
      <LineField name="url" label="Address" required placeholder="https://mcp.example.org/mcp" />
      <LinesField
        name="headers"
        label="Headers, with their secrets"
        isCode
        placeholder="Authorization: Bearer ..."
        help={`One a line, as Name: value. They are kept encrypted and never shown again. Leave them out where one signs in.${keptWords(kept)}`}
      />
    </>
  );
}

function keptWords(names: string[] | null): string {
  return names && names.length > 0 ? ` Kept: ${names.join(", ")}. A name alone removes it.` : "";
}
