import type { Client } from "ssh2";
import { AppError } from "@/lib/core/app-error";
import type { SshTarget } from "./ssh-target";

type HostConnectionInput = {
  target: SshTarget;
  /** The signal says that nobody wants it any more. */
  open: (signal: AbortSignal) => Promise<Client>;
  /** Called once, when it is lost, left or could not be made. */
  onGone: (connection: HostConnection) => void;
  idleMs: number;
};

/** One connection to a host, shared by all who use it; ends when nobody has used it for a while. */
export class HostConnection {
  readonly target: SshTarget;
  /** Rejects with an AppError when it cannot be made. */
  readonly client: Promise<Client>;
  /** Whether it takes no one new: it was lost, retired or could not be made. */
  isGone = false;
  private readonly closed: Promise<void>;
  private users = 0;
  private idleTimer: NodeJS.Timeout | undefined;
  private readonly input: HostConnectionInput;
  private readonly unwanted = new AbortController();

  constructor(input: HostConnectionInput) {
    this.input = input;
    this.target = input.target;
    this.client = input.open(this.unwanted.signal);
    this.closed = this.client
      .then((client) => new Promise<void>((resolve) => client.once("close", () => resolve(this.leave()))))
      .catch(() => this.leave());
  }

  /** Keeps it open for as long as the work goes on. */
  async use<Value>(work: () => Promise<Value>): Promise<Value> {
    clearTimeout(this.idleTimer);
    this.users++;
    try {
      return await work();
    } finally {
      this.users--;
      this.rest();
    }
  }

  /** Takes no one new; those who use it may finish. */
  retire(): void {
    this.leave();
    this.rest();
  }

  /** Ends it whoever uses it. */
  async close(): Promise<void> {
    this.leave();
    clearTimeout(this.idleTimer);
    this.unwanted.abort(connectionClosed(this.target));
    const client = await this.client.catch(() => null);
    client?.end();
    // A host that hangs does not answer our goodbye.
    const timer = setTimeout(() => client?.destroy(), 2_000);
    await this.closed;
    clearTimeout(timer);
  }

  private rest(): void {
    if (this.users > 0) return;
    if (this.isGone) void this.close();
    else this.idleTimer = setTimeout(() => void this.close(), this.input.idleMs).unref();
  }

  private leave(): void {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.idleTimer);
    this.input.onGone(this);
  }
}

function connectionClosed({ alias }: SshTarget): AppError {
  return new AppError({
    code: "shutting_down",
    detail: `The connection to host '${alias}' was given up before it stood: the orchestrator is stopping.`,
    context: { mayHaveRun: false },
  });
}
