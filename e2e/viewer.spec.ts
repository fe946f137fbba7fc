import { expect } from "@playwright/test";
import { call } from "./console";
import { addMember, signInElsewhere } from "./people";
import { test } from "./test";

/** What a button or a link is called that changes something. */
const changing =
  /^(Approve|Reject|Edit|Cancel|Replay|Run|Delete|Add|Remove|Revoke|Switch (on|off)|Make a link|Send|Test|Accept|Look|Answer|Save tags|Begin)\b/;

test("a viewer is offered nothing on any page that changes something", async ({ browser, request }) => {
  const text = `Seen by a viewer ${crypto.randomUUID()}`;
  const written = await call(request, { intent: "memory.write", inputs: { text, tags: ["seen"] } });
  const asked = await call(request, {
    intent: "memory.delete",
    inputs: { item_id: written.envelope.result.item_id },
    wait_s: 0,
  });
  const viewer = await signInElsewhere(browser, await addMember(request, "viewer"));
  for (const [path, shown] of [
    ["/console", "Overview"],
    ["/console/jobs", "memory.write"],
    [`/console/jobs/${written.envelope.job_id}`, "Succeeded"],
    [`/console/jobs/${asked.envelope.job_id}`, "Waits for a person"],
    [`/console/approvals/${asked.envelope.approval.id}`, "There is no approval"],
    ["/console/approvals", "Approvals"],
    ["/console/tools", "No intent is open to your account"],
    ["/console/tools/memory.delete", "There is no such intent for your account"],
    ["/console/memory", text],
    ["/console/flows", "may not"],
    ["/console/hosts", "may not"],
    ["/console/mcp", "may not"],
    ["/console/programs", "No program was let in"],
    ["/console/audit", "may not"],
    ["/console/settings?tab=installation", "Password"],
  ] as const) {
    await viewer.goto(path);
    await expect(viewer.getByRole("main")).toContainText(shown);
    const main = viewer.getByRole("main");
    for (const role of ["button", "link"] as const) {
      const offered = await main.getByRole(role, { name: changing, disabled: false }).allTextContents();
      expect({ path, offered }).toEqual({ path, offered: [] });
    }
  }
  for (const key of ["a", "r", "c"]) {
    await viewer.goto(`/console/jobs/${asked.envelope.job_id}`);
    await expect(viewer.getByText("Waits for a person").first()).toBeVisible();
    await viewer.keyboard.press(key);
    await expect(viewer.getByRole("dialog")).toBeHidden();
  }
});
