import { expect, it } from "vitest";
import type { JobSummary } from "@/lib/contracts/envelope";
import { mergeJobs } from "./merge-jobs";

const job = (job_id: string, state = "running") => ({ job_id, state }) as JobSummary;
const page = (ids: string, next_cursor: string | null = null) => ({ jobs: [...ids].map((id) => job(id)), next_cursor });
const merge = (
  list: ReturnType<typeof page>,
  jobs: JobSummary[],
  { gone = "", cursor = undefined as string | undefined } = {},
) => mergeJobs({ list, news: { jobs, gone: [...gone] }, cursor, rowsMax: 4 });
const ids = ({ jobs }: { jobs: JobSummary[] }) => jobs.map(({ job_id }) => job_id).join("");

it("puts new jobs first and pushes the oldest to the next page", () => {
  const merged = merge(page("fedc"), [job("h"), job("g")]);
  expect(ids(merged)).toBe("hgfe");
  expect(merged.next_cursor).toBe("e");
});

it("changes a job in its place and leaves the others as they are", () => {
  const list = page("fed");
  const merged = merge(list, [job("e", "succeeded")]);
  expect(ids(merged)).toBe("fed");
  expect(merged.jobs[1]?.state).toBe("succeeded");
  expect(merged.jobs[0]).toBe(list.jobs[0]);
});

it("takes out what does not fit any more", () => {
  expect(ids(merge(page("fed"), [], { gone: "ez" }))).toBe("fd");
});

it("answers with the same page when nothing of it is concerned", () => {
  const list = page("fed", "d");
  expect(merge(list, [job("a")], { gone: "b" })).toBe(list);
});

it("keeps new jobs from an older page, and older ones from a page that goes on", () => {
  expect(ids(merge(page("fed", "d"), [job("z"), job("a"), job("e", "failed")], { cursor: "g" }))).toBe("fed");
});

it("adds an older job to a page that is the last", () => {
  expect(ids(merge(page("fe"), [job("a")]))).toBe("fea");
});
