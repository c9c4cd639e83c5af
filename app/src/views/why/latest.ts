// But-for studies among the jobs.

import type { Job } from '../../lib/api/schema'

/** The last job that asked about an event of a run. */
export function latest(jobs: Job[], run: string, event: number): Job | null {
  const asked = jobs.filter((job) => job.asked.kind === 'but_for' && job.asked.run === run && job.asked.event === event)
  return asked.at(-1) ?? null
}
