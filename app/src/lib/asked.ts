// Whether two jobs ask the same: then the answer of one is that of the other.

import type { Job, JobAsked } from './api/schema'

/** Written so that what is left out and what is empty are the same. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const parts = Object.entries(value)
    .map(([name, part]) => [name, part === undefined || part === null || part === 0 ? '' : written(part)] as const)
    .filter(([, text]) => text !== '' && text !== '[]' && text !== '{}')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${parts.map(([name, text]) => `${name}:${text}`).join()}}`
}

export const isSame = (one: JobAsked, other: JobAsked) => written(one) === written(other)

/** The last job that asks this; one that is done before one that was given up. */
export function latest(all: Job[], asked: JobAsked): Job | null {
  const same = all.filter((job) => isSame(job.asked, asked))
  const last = same.at(-1) ?? null
  if (last && (last.state === 'failed' || last.state === 'cancelled')) {
    return same.findLast((job) => job.state === 'done') ?? last
  }
  return last
}

/** Seconds that are left, as people say it. */
export function timeLeft({ done, of, rate }: Pick<Job, 'done' | 'of' | 'rate'>): string {
  if (!(rate > 0) || of <= done) return ''
  const seconds = (of - done) / rate
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s left`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min left`
  return `${(seconds / 3600).toFixed(1)} h left`
}
