// What an override set may be called: its name is that of a file.

import type { Changes } from '../../../lib/api/schema'
import { setting } from '../../../lib/changes'

export const RULE = 'Letters a to z, digits, - _ and . only, no . in front, at most 100 of them.'

export const isName = (name: string) => /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/.test(name)

/** The name nearest to what was typed. */
export function nearest(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '')
  return plain.trim().replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|-+$/g, '').slice(0, 100)
}

/** A name that none has yet: after the open set, else after what is changed. */
export function suggestion(open: string | null, changes: Changes, taken: string[]): string {
  const [first] = [...changes.set.map((line) => setting(line).path), ...changes.forbid, ...changes.do]
  const stem = open ?? nearest(first?.split('.').at(-1)?.replaceAll('_', ' ') ?? 'changed')
  let free = stem
  for (let number = 2; taken.includes(free); number += 1) free = `${stem}-${number}`
  return free
}
