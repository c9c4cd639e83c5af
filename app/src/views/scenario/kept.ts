// Changes that nobody saved yet, kept in this browser: a reload finds them again, and so does another day. Each tab has its
// own copy, so that two that edit the same set do not write over each other; what is kept for another day is the last one's.

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
  const key = keyOf(scenario, set)
  try {
    if (kept) {
      const text = JSON.stringify(kept)
      sessionStorage.setItem(key, text)
      localStorage.setItem(key, text)
      return
    }
    // What another tab keeps is not ours to drop.
    if (localStorage.getItem(key) === sessionStorage.getItem(key)) localStorage.removeItem(key)
    sessionStorage.removeItem(key)
  } catch {
    // A browser that keeps nothing loses them on a reload.
  }
}

export function kept(scenario: string, set: string | null): Kept | null {
  const key = keyOf(scenario, set)
  try {
    const text = sessionStorage.getItem(key) ?? localStorage.getItem(key)
    if (text !== null) sessionStorage.setItem(key, text)
    return JSON.parse(text ?? 'null') as Kept | null
  } catch {
    return null
  }
}

/** The sets of a scenario with unsaved changes; null for those that have no name yet. */
export function drafts(scenario: string): (string | null)[] {
  try {
    const keys = new Set([...Object.keys(sessionStorage), ...Object.keys(localStorage)])
    return [...keys]
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => JSON.parse(key.slice(PREFIX.length)) as [string, string | null])
      .filter(([of]) => of === scenario)
      .map(([, set]) => set)
  } catch {
    return []
  }
}
