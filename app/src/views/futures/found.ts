// What there is of a study: all of it, or only its entry in the list. The list is asked first: what is not whole cannot be shown.

import { Refusal, type api as Api } from '../../lib/api/client'
import type { Job, StudyAsked, StudyEntry, StudyView } from '../../lib/api/schema'

export type Found = { view: StudyView | null; entry: StudyEntry | null; fault: unknown }

export async function lookUp(api: Pick<typeof Api, 'study' | 'studies'>, name: string): Promise<Found> {
  const entry = (await api.studies()).find((entry) => entry.id === name) ?? null
  if (entry?.state !== 'complete') return { view: null, entry, fault: entry ? null : missing(name) }
  try {
    return { view: await api.study(name), entry, fault: null }
  } catch (fault) {
    return { view: null, entry, fault }
  }
}

const missing = (name: string) =>
  new Refusal({ kind: 'not_found', message: `There is no study \`${name}\` here. The studies that there are stand at the beginning.` })

/** The last job that makes this study. */
export const latestOfStudy = (all: Job[], name: string): Job | null =>
  all.findLast((job) => job.asked.kind === 'study' && job.asked.name === name) ?? null

export const isUnderWay = (job: Job | null) => job?.state === 'queued' || job?.state === 'running'

/** The job that goes on with a study. */
export function goingOn({ id, scenario, runs, seed, changes }: StudyEntry): { kind: 'study' } & StudyAsked {
  return { kind: 'study', name: id, scenario, runs, seed, changes }
}
