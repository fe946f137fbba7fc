import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterAll } from "vitest";

/** A way to a server that can fall silent: frozen, it takes connections and bytes and passes nothing on until it thaws. */
export async function startFreezingProxy(target: string) {
  const { hostname, port } = new URL(target);
  const held: (() => void)[] = [];
  const sockets = new Set<Socket>();
  let isFrozen = false;

  function pass(act: () => void): void {
    if (isFrozen) held.push(act);
    else act();
  }

  function forward({ from, to }: { from: Socket; to: Socket }): void {
    sockets.add(from);
    from.on("data", (chunk) => pass(() => to.write(chunk)));
    from.on("end", () => pass(() => to.end()));
    from.on("error", () => {});
    from.on("close", () => {
      sockets.delete(from);
      pass(() => to.destroy());
    });
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    forward({ from: client, to: upstream });
    forward({ from: upstream, to: client });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    freeze: () => {
      isFrozen = true;
    },
    thaw: () => {
      isFrozen = false;
      for (const act of held.splice(0)) act();
    },
  };
}
