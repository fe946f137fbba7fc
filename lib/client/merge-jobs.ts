import type { JobList, JobSummary } from "@/lib/contracts/envelope";

type MergeJobsInput = {
  list: JobList;
  news: { jobs: JobSummary[]; gone: string[] };
  /** Where the page begins: only older jobs stand on it; undefined on the first page. */
  cursor: string | undefined;
  rowsMax: number;
};

/** A page of the list after what a stream told of it; the same page when none of it concerns it. */
export function mergeJobs({ list, news, cursor, rowsMax }: MergeJobsInput): JobList {
  const last = list.jobs.at(-1)?.job_id;
  const isOnPage = (id: string) =>
    (cursor === undefined || id < cursor) && (list.next_cursor === null || last === undefined || id >= last);
  const told = new Map(news.jobs.filter(({ job_id }) => isOnPage(job_id)).map((job) => [job.job_id, job]));
  const gone = new Set(news.gone);
  if (told.size === 0 && !list.jobs.some(({ job_id }) => gone.has(job_id))) return list;
  for (const job of list.jobs) if (!told.has(job.job_id) && !gone.has(job.job_id)) told.set(job.job_id, job);
  const jobs = [...told.values()].sort((left, right) => (left.job_id < right.job_id ? 1 : -1));
  if (jobs.length <= rowsMax) return { ...list, jobs };
  const kept = jobs.slice(0, rowsMax);
  return { jobs: kept, next_cursor: kept.at(-1)?.job_id ?? null };
}
