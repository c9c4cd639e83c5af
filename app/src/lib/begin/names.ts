// What a new run or study is called, and which seed it has, where nobody says.

import { isEmpty } from '../changes'
import type { Changes, RunEntry } from '../api/schema'

/** The least seed above 0 of which no run of the scenario is saved. */
export function nextSeed(scenario: string, runs: RunEntry[]): number {
  const used = new Set(runs.filter((run) => run.scenario === scenario).map((run) => run.seed))
  let seed = 1
  while (used.has(seed)) seed += 1
  return seed
}

/** A name for a run with changes; null where the server makes one of scenario and seed. */
export function runName(scenario: string, seed: number, changes: Changes, set: string | null): string | null {
  return isEmpty(changes) ? null : `${last(scenario)}-${seed}-${short(set)}`
}

/** A name for a study that none has yet. */
export function studyName(scenario: string, runs: number, changes: Changes, set: string | null, taken: string[]): string {
  const name = [last(scenario), runs, ...(isEmpty(changes) ? [] : [short(set)])].join('-')
  let free = name
  for (let number = 2; taken.includes(free); number += 1) free = `${name}-${number}`
  return free
}

const last = (scenario: string) => scenario.split('/').at(-1) ?? scenario

/** What of a set's name can stand in the name of a folder. */
const short = (set: string | null) => (set ?? 'changed').replace(/[^\p{L}\p{N}._-]+/gu, '-')
