import type { Duplex } from "node:stream";
import type { Client } from "ssh2";
import { AppError } from "@/lib/core/app-error";

type ForwardThroughInput = {
  /** The jump host's connection. */
  client: Client;
  jumpAlias: string;
  to: { alias: string; address: string; port: number };
};

/** A stream through a jump host to the next one, which the jump host looks up and connects to. */
export function forwardThrough({ client, jumpAlias, to }: ForwardThroughInput): Promise<Duplex> {
  const refused = (cause: unknown) =>
    new AppError({
      code: "upstream_failed",
      detail: `Jump host '${jumpAlias}' does not lead on to host '${to.alias}'.`,
      hint: "Check that it may forward TCP (AllowTcpForwarding), and that it reaches the host's address.",
      context: { mayHaveRun: false },
      cause,
    });
  return new Promise((resolve, reject) => {
    try {
      client.forwardOut("127.0.0.1", 0, to.address, to.port, (error, socket) =>
        error ? reject(refused(error)) : resolve(socket),
      );
    } catch (error) {
      reject(refused(error));
    }
  });
}
