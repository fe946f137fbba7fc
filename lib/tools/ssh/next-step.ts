import type { Verdict } from "@/lib/policy/command/command-verdict";

/** What a caller does about a verdict. */
export function nextStep(verdict: Verdict): string {
  switch (verdict) {
    case "allow":
      return "Send it with ssh.exec.peek: it runs at once, as `rendered` shows.";
    case "approval":
      return "Written otherwise it may run at once, where its reason says how; or send it with ssh.exec and confirm_dangerous: true, and a person decides.";
    case "refuse":
      return "It is never sent, whoever approves it: what runs must be what a person sees. Write it otherwise, where its reason says how.";
  }
}
