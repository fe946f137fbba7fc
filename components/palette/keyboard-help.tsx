"use client";

import { Kbd, Table } from "@mantine/core";
import { Dialog } from "@/components/dialog";

const keys: [string, string][] = [
  ["Ctrl K", "Search pages, jobs, tools and actions"],
  ["?", "This help"],
  ["J  K", "Next and previous in a list"],
  ["Enter", "Open what has the focus"],
  ["A  E  R", "Approve, edit first or reject, on an approval; each asks again"],
  ["Ctrl Enter", "Run, in the form of a tool"],
  ["Esc", "Close what is open"],
];

/** Which keys do what. */
export function KeyboardHelp({ onClose }: { onClose(): void }) {
  return (
    <Dialog onClose={onClose} title="Keyboard">
      <Table aria-label="Keys and what they do">
        <Table.Tbody>
          {keys.map(([key, does]) => (
            <Table.Tr key={key}>
              <Table.Td w="8rem">
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
