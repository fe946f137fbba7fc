import type { AppError } from "@/lib/core/app-error";
import { flooded } from "./flooded";

type InflowInput = {
  server: string;
  /** Called once, when more comes than is read. */
  onFlood: (fault: AppError) => void;
};

const windowMs = 10_000;
const messagesMax = 20_000;
const bytesMax = 200_000_000;

/** What comes in on one connection: when something last did, and whether it is more than a server has any reason for. */
export class Inflow {
  /** In milliseconds of `performance.now()`. */
  heardAt = 0;
  private windowFrom = 0;
  private messages = 0;
  private bytes = 0;
  private isFlooded = false;

  constructor(private readonly input: InflowInput) {}

  /** A request of ours, whose answer is not held against the server. */
  requested(): void {
    this.messages--;
  }

  heard({ messages = 0, bytes = 0 } = {}): void {
    this.heardAt = performance.now();
    if (this.heardAt - this.windowFrom > windowMs) {
      this.windowFrom = this.heardAt;
      this.messages = 0;
      this.bytes = 0;
    }
    this.messages += messages;
    this.bytes += bytes;
    if (this.isFlooded || (this.messages <= messagesMax && this.bytes <= bytesMax)) return;
    this.isFlooded = true;
    this.input.onFlood(flooded({ server: this.input.server, how: "sent more than anybody could read" }));
  }
}
