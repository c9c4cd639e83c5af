// What there is of a study: all of it, or only its entry in the list and why it cannot be shown.

import type { api as Api } from '../../lib/api/client'
import type { Job, StudyAsked, StudyEntry, StudyView } from '../../lib/api/schema'

export type Found = { view: StudyView | null; entry: StudyEntry | null; fault: unknown }

export async function lookUp(api: Pick<typeof Api, 'study' | 'studies'>, name: string): Promise<Found> {
  try {
    const view = await api.study(name)
    return { view, entry: view, fault: null }
  } catch (fault) {
    const entries = await api.studies().catch(() => [])
    return { view: null, entry: entries.find((entry) => entry.id === name) ?? null, fault }
  }
}

/** The last job that makes this study. */
export const latestOfStudy = (all: Job[], name: string): Job | null =>
  all.findLast((job) => job.asked.kind === 'study' && job.asked.name === name) ?? null

/** The job that goes on with a study. */
export function goingOn({ id, scenario, runs, seed, changes }: StudyEntry): { kind: 'study' } & StudyAsked {
  return { kind: 'study', name: id, scenario, runs, seed, changes }
}
