// What Home says of scenarios and jobs, in words.

import type { Job, JobAsked } from '../../lib/api/schema'
import { links } from '../../lib/links'
import { whole } from '../../lib/numbers'
import { Calendar, MINUTES_A_DAY } from '../../lib/time'

/** "October 2014 to May 2015". */
export function period(starts: string, days: number): string {
  const calendar = new Calendar(starts)
  const [first, last] = [calendar.month(0), calendar.month(Math.max(days - 1, 0) * MINUTES_A_DAY)]
  return first === last ? first : `${first} to ${last}`
}

/** What a job does, and the view where that is seen. */
export function work(asked: JobAsked): { text: string; href: string } {
  switch (asked.kind) {
    case 'study':
      return { text: `Study ${asked.name}: ${whole(asked.runs)} runs of ${asked.scenario}`, href: links.futures(asked.name) }
    case 'but_for':
      return { text: `What event ${asked.event} of ${asked.run} would not have happened without`, href: links.why(asked.run, asked.event) }
    case 'sensitivity':
      return { text: `What ${asked.outcome} depends on, in ${asked.study}`, href: links.futures(asked.study) }
    case 'discover':
      return { text: `Where ${asked.outcome} comes about, in ${asked.study}`, href: links.futures(asked.study) }
    case 'compare':
      return { text: `${asked.with} beside ${asked.base}`, href: links.futures(asked.base, { with: asked.with }) }
  }
}

/** "about 2 minutes left"; null where nothing is known. */
export function timeLeft(job: Job): string | null {
  if (job.state !== 'running' || !(job.rate > 0) || job.of === 0) return null
  const seconds = (job.of - job.done) / job.rate
  if (seconds < 10) return 'a few seconds left'
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} seconds left`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `about ${minutes} minutes left`
  return `about ${Math.round(minutes / 60)} hours left`
}

export const isOver = (job: Job) => job.state !== 'queued' && job.state !== 'running'
