import type { JsonObject } from "@/lib/contracts/json";
import { AppError } from "@/lib/core/app-error";
import { unlessAborted } from "@/lib/core/unless-aborted";
import { closing, restsAWhile } from "./connection-errors";
import { followToolChanges } from "./follow-tool-changes";
import { hideTargetSecrets } from "./hide-target-secrets";
import type { LiveClient } from "./live-client";
import type { McpConnectionFacts } from "./mcp-connection-facts";
import type { McpTarget } from "./mcp-target";
import { requestScopes } from "./request-scope";
import { RestartPlan } from "./restart-plan";
import { startClient } from "./start-client";
import { TextTail } from "./text-tail";
import { toolsChanged } from "./tools-changed";

/**
 * The connection to one server: made at its first use and shared by all, stopped when it was idle, made anew when it was
 * lost. What it knows of the server outlives the single connection.
 */
export class McpConnection {
  private live: LiveClient | null = null;
  private starting: Promise<LiveClient> | null = null;
  private era: JsonObject | null;
  private readonly plan = new RestartPlan();
  private readonly tail = new TextTail();
  private readonly stopping = new Set<Promise<void>>();
  private idleTimer: NodeJS.Timeout | undefined;
  private readonly closed = new AbortController();
  private inFlight = 0;
  private starts = 0;
  private noise = 0;
  private startedAt: Date | null = null;
  private lastUsedAt: Date | null = null;
  private lastError: string | null = null;

  constructor(private readonly target: McpTarget) {
    this.era = target.era;
  }

  /** Does some work on the connection, which is made when there is none. Rejects with the signal's reason. */
  async use<Value>(signal: AbortSignal, work: (live: LiveClient) => Promise<Value>): Promise<Value> {
    this.inFlight++;
    this.lastUsedAt = new Date();
    clearTimeout(this.idleTimer);
    try {
      return await this.workOn(await unlessAborted(this.connected(), signal), work);
    } finally {
      this.inFlight--;
      this.lastUsedAt = new Date();
      if (this.inFlight === 0) this.restLater();
    }
  }

  /** It answered: whatever went wrong before is over. */
  worked(live: LiveClient): void {
    live.isProven = true;
    this.plan.succeeded();
  }

  /** A request that was sent then had no answer in time. When the server hangs, the next call gets another connection. */
  timedOut(live: LiveClient, { sinceMs }: { sinceMs: number }): void {
    if (this.live !== live || !live.silence.isHungAfter({ heardAt: live.transport.inflow.heardAt, sinceMs })) return;
    this.lastError = `MCP server '${this.target.name}' hung: several calls in a row were not answered at all.`;
    this.drop(live, { isEraWrong: false });
  }

  /** Lets go of a connection that is of no more use, so that the next call makes another. Those on it go to their end. */
  drop(live: LiveClient, { isEraWrong }: { isEraWrong: boolean }): void {
    if (isEraWrong) this.era = null;
    if (this.live === live) this.live = null;
    if (live.users === 0) this.stop(live);
  }

  /** Ends it, whoever uses it, and waits for that. It is not started again. */
  async close(): Promise<void> {
    clearTimeout(this.idleTimer);
    this.closed.abort(closing(this.target.name));
    const { live } = this;
    this.live = null;
    if (live) this.stop(live);
    await this.starting?.catch(() => {});
    await Promise.all(this.stopping);
  }

  facts(): McpConnectionFacts {
    const { name, key } = this.target;
    const { live, starting, startedAt, lastUsedAt, lastError, inFlight, noise } = this;
    return {
      name,
      key,
      state: live ? "ready" : starting ? "starting" : "down",
      pid: live && "pid" in live.transport ? live.transport.pid : null,
      protocolVersion: live?.protocolVersion ?? null,
      startedAt,
      lastUsedAt,
      restarts: Math.max(0, this.starts - 1),
      stderr: this.tail.lines().map((text) => hideTargetSecrets({ target: this.target, text })),
      noiseLines: noise,
      lastError: lastError && hideTargetSecrets({ target: this.target, text: lastError }),
      inFlight,
    };
  }

  private async workOn<Value>(live: LiveClient, work: (live: LiveClient) => Promise<Value>): Promise<Value> {
    live.users++;
    try {
      return await work(live);
    } finally {
      live.users--;
      if (live !== this.live && live.users === 0) this.stop(live);
    }
  }

  private connected(): Promise<LiveClient> {
    if (this.live) return Promise.resolve(this.live);
    // Outside of every call: what comes on the connection belongs to none of them.
    this.starting ??= requestScopes()
      .run(undefined, () => this.start())
      .finally(() => {
        this.starting = null;
      });
    return this.starting;
  }

  private async start(): Promise<LiveClient> {
    this.closed.signal.throwIfAborted();
    const waitMs = this.plan.waitMs();
    if (waitMs > 0) throw restsAWhile({ name: this.target.name, waitMs });
    // One that is being stopped may hold what the next one needs: a port, a lock.
    await Promise.all(this.stopping);
    this.starts++;
    try {
      const live = await startClient({
        target: this.target,
        era: this.era,
        tail: this.tail,
        onNoise: () => this.noise++,
        closed: this.closed.signal,
      });
      this.adopt(live);
      return live;
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }

  private failed(error: unknown): void {
    if (this.closed.signal.aborted || !(error instanceof AppError)) return;
    this.lastError = error.detail;
    // Once somebody has signed in it must not have to wait.
    if (!("needsAuth" in error.context)) this.plan.failed();
  }

  private adopt(live: LiveClient): void {
    this.live = live;
    this.era = live.era;
    this.startedAt = new Date();
    live.client.onclose = () => this.lost(live);
    if (this.closed.signal.aborted) this.drop(live, { isEraWrong: false });
    else if (live.client.transport === undefined) this.lost(live);
    else followToolChanges({ live, onChanged: () => toolsChanged(this.target.key) });
  }

  /** Called for every end; only one that nobody wanted is a fault. */
  private lost(live: LiveClient): void {
    if (this.live !== live) return;
    this.live = null;
    this.plan.failed();
    this.lastError = live.transport.fault?.detail ?? `The connection to MCP server '${this.target.name}' was lost.`;
    this.stop(live);
  }

  private stop(live: LiveClient): void {
    const stopped = live.transport.close().catch(() => {});
    this.stopping.add(stopped);
    void stopped.finally(() => this.stopping.delete(stopped));
  }

  private restLater(): void {
    this.idleTimer = setTimeout(() => {
      if (this.live && this.inFlight === 0) this.drop(this.live, { isEraWrong: false });
    }, this.target.idleMs);
    this.idleTimer.unref();
  }
}
