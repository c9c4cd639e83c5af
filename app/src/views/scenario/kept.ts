// Changes that nobody saved yet, kept for as long as the tab is open: a reload finds them again.

import type { Changes } from '../../lib/api/schema'

export type Kept = {
  /** What they are now. */
  changes: Changes
  /** What they were when they were opened or saved last, and which version that was. */
  saved: Changes
  version: string | null
}

const PREFIX = 'powderkeg.changes/'
const keyOf = (scenario: string, set: string | null) => PREFIX + JSON.stringify([scenario, set])

export function keep(scenario: string, set: string | null, kept: Kept | null) {
  try {
    if (kept) sessionStorage.setItem(keyOf(scenario, set), JSON.stringify(kept))
    else sessionStorage.removeItem(keyOf(scenario, set))
  } catch {
    // A browser that keeps nothing loses them on a reload; leaving still warns.
  }
}

export function kept(scenario: string, set: string | null): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(scenario, set)) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

/** The sets of a scenario with unsaved changes; null for those that have no name yet. */
export function drafts(scenario: string): (string | null)[] {
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => JSON.parse(key.slice(PREFIX.length)) as [string, string | null])
      .filter(([of]) => of === scenario)
      .map(([, set]) => set)
  } catch {
    return []
  }
}
