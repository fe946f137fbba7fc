type LiveSourceOptions = {
  path: string;
  /** What to do with the data of each kind of event. */
  on: Record<string, (data: string) => void>;
  onOpen(): void;
  /** It cannot be relied on until it is open again. */
  onLost(): void;
};

const againMs = 2_000;
const againMsMax = 30_000;

/**
 * Reads a stream of server-sent events until the answer is called, from the last event on when it was lost. A browser comes
 * again by itself, but never after an answer that is no stream (a server that starts, a proxy without one), so that this
 * does. A tab that is not looked at holds no connection, of which a browser has six for a server.
 * Source: HTML Living Standard, section 9.2.3.
 */
export function openLiveSource({ path, on, onOpen, onLost }: LiveSourceOptions): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = "";
  let failures = 0;

  function connect(): void {
    clearTimeout(timer);
    const opened = new EventSource(lastId === "" ? path : resumed({ path, lastId }));
    opened.addEventListener("open", () => {
      failures = 0;
      onOpen();
    });
    opened.addEventListener("error", () => {
      onLost();
      if (opened.readyState === opened.CLOSED && opened === source) comeAgain();
    });
    for (const [name, take] of Object.entries(on)) {
      opened.addEventListener(name, ({ data, lastEventId }: MessageEvent<string>) => {
        lastId = lastEventId || lastId;
        take(data);
      });
    }
    source = opened;
  }

  function comeAgain(): void {
    source = null;
    timer = setTimeout(connect, Math.min(againMsMax, againMs * 2 ** failures));
    failures += 1;
  }

  function disconnect(): void {
    clearTimeout(timer);
    source?.close();
    source = null;
    onLost();
  }

  function onVisibility(): void {
    if (document.hidden) disconnect();
    else if (source === null) connect();
  }

  document.addEventListener("visibilitychange", onVisibility);
  if (!document.hidden) connect();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    disconnect();
  };
}

/** The browser's own header is for its own attempts alone; the server reads the query as well. */
function resumed({ path, lastId }: { path: string; lastId: string }): string {
  return `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ last_event_id: lastId })}`;
}
