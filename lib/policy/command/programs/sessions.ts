import type { Arguments, Form, Program } from "./program";
import { shape } from "./shapes";

const { text, names, like } = shape;
const unit = like(/^[\w@.:\\*?[\]-]+$/, "a unit");
const noPager = ({ options }: Arguments): string[] => (options.has("--no-pager") ? [] : ["--no-pager"]);
const units: Form = { more: unit, enforce: noPager };
const alone: Form = { enforce: noPager };

/** Programs that show clocks, names, sessions and starts. */
export const sessionPrograms: Program[] = [
  {
    names: "timedatectl",
    does: "Shows clock settings.",
    bound: "Ends at once.",
    flags: "--no-pager -a --all --value",
    options: { "-p": names, "--property": names },
    hasOptionsAnywhere: true,
    commands: {
      "": alone,
      status: alone,
      show: alone,
      "timesync-status": alone,
      "show-timesync": alone,
      "list-timezones": alone,
    },
    pass: ["timedatectl", "timedatectl status", "timedatectl show -p Timezone"],
    fail: [
      "timedatectl set-time now",
      "timedatectl set-ntp off",
      "timedatectl -H x status",
      "timedatectl timesync-status --monitor",
      "timedatectl set-timezone UTC",
    ],
  },
  {
    names: "hostnamectl",
    does: "Shows the machine's name and system.",
    bound: "Ends at once.",
    flags: "--static --transient --pretty",
    commands: { "": {}, status: {} },
    pass: ["hostnamectl", "hostnamectl status"],
    fail: ["hostnamectl set-hostname x", "hostnamectl hostname x", "hostnamectl status x", "hostnamectl -H x status"],
  },
  {
    names: "loginctl networkctl localectl bootctl",
    does: "Shows sessions, links, languages or boot settings.",
    bound: "Ends with the last entry; the pager is off.",
    flags: "-a -l --all --full --no-pager --no-legend",
    hasOptionsAnywhere: true,
    commands: {
      "": alone,
      status: units,
      list: units,
      "list-sessions": alone,
      "list-users": alone,
      "session-status": units,
      "user-status": units,
      "show-session": units,
      "show-user": units,
      "list-locales": alone,
    },
    pass: ["loginctl list-sessions", "networkctl status eth0", "networkctl list", "localectl"],
    fail: [
      "loginctl kill-session 1",
      "networkctl down eth0",
      "localectl set-locale x",
      "bootctl install",
      "networkctl reload",
    ],
  },
  {
    names: "systemd-analyze",
    does: "Shows how long the start took.",
    bound: "Ends with the last unit.",
    flags: "--no-pager --user --system",
    hasOptionsAnywhere: true,
    commands: {
      "": alone,
      time: alone,
      blame: alone,
      "critical-chain": units,
      calendar: { more: text, min: 1, enforce: noPager },
      timespan: { more: text, min: 1 },
      security: units,
    },
    pass: [
      "systemd-analyze",
      "systemd-analyze blame",
      "systemd-analyze critical-chain nginx.service",
      "systemd-analyze calendar daily",
    ],
    fail: [
      "systemd-analyze set-log-level debug",
      "systemd-analyze log-level debug",
      "systemd-analyze plot",
      "systemd-analyze verify x",
    ],
  },
];
