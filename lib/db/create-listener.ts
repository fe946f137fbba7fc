import type postgres from "postgres";

type Listening = { channel: string; onNotify: (payload: string) => void };

const renewAfterMs = 1_000;

/** LISTEN on a connection of its own, which can be replaced when it may have died without a word. */
export function createListener(connect: () => postgres.Sql) {
  const listenings = new Set<Listening>();
  let client: postgres.Sql | null = null;
  let isClosed = false;

  async function listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>> {
    const listening = { channel, onNotify };
    client ??= connect();
    await client.listen(channel, onNotify);
    listenings.add(listening);
    return async () => {
      listenings.delete(listening);
      if (listenings.size === 0) await drop();
    };
  }

  /** Notices between two connections are lost: whoever waits for one looks for itself now and then. */
  function renew(): void {
    if (!client) return;
    void drop();
    const renewed = connect();
    client = renewed;
    const all = [...listenings].map(({ channel, onNotify }) => renewed.listen(channel, onNotify));
    Promise.all(all).catch(() => {
      if (client === renewed && !isClosed) setTimeout(renew, renewAfterMs).unref();
    });
  }

  async function drop(): Promise<void> {
    const dropped = client;
    client = null;
    await dropped?.end({ timeout: 0 });
  }

  return {
    listen,
    renew,
    close: () => {
      isClosed = true;
      return drop();
    },
  };
}
