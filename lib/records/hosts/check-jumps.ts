import { AppError } from "@/lib/core/app-error";
import type { Host } from "./host";
import { jumpOf } from "./jump-of";

const jumpsMax = 3;

/** Throws `invalid_request` for an inventory in which a host is reached over itself, or over more than three others. */
export function checkJumps(hosts: Host[]): void {
  for (const host of hosts) {
    const way = [host];
    for (let jump = jumpOf({ host, hosts }); jump; jump = jumpOf({ host: jump, hosts })) {
      if (way.includes(jump)) throw badJump(`leads in a circle: ${wayText([...way, jump])}`);
      way.push(jump);
      if (way.length > jumpsMax + 1) throw badJump(`makes more than ${jumpsMax} jumps: ${wayText(way)}`);
    }
  }
}

function wayText(way: Host[]): string {
  return way.map(({ alias }) => alias).join(" over ");
}

function badJump(message: string): AppError {
  return new AppError({
    code: "invalid_request",
    detail: `The host is not valid: 'jump_host' ${message}.`,
    errors: [{ path: "jump_host", message }],
  });
}
