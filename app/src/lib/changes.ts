// What is changed about a scenario: asked, altered, compared. A change is never altered in place.

import type { Changes } from './api/schema'

export const NOTHING: Changes = { set: [], forbid: [], do: [], from: null }

export type Setting = { path: string; text: string }

/** `PATH=VALUE`, taken apart as the command line does it; without `=` all of it is the path. */
export function setting(line: string): Setting {
  const at = line.indexOf('=')
  return at < 0 ? { path: line.trim(), text: '' } : { path: line.slice(0, at).trim(), text: line.slice(at + 1).trim() }
}

/** What a path is set to; null where it is not. The last setting of a path wins. */
export function settingOf(changes: Changes, path: string): string | null {
  return changes.set.map(setting).findLast((one) => one.path === path)?.text ?? null
}

export const isEmpty = (changes: Changes) => count(changes) === 0 && !changes.from

export const count = (changes: Changes) => changes.set.length + changes.forbid.length + changes.do.length

/** With a path set to a value, in its place among the others; null takes its settings away. */
export function withSetting(changes: Changes, path: string, text: string | null): Changes {
  const of = (line: string) => setting(line).path === path
  if (text === null) return { ...changes, set: changes.set.filter((line) => !of(line)) }
  const last = changes.set.findLastIndex(of)
  const line = `${path}=${text}`
  const set = last < 0 ? [...changes.set, line] : changes.set.with(last, line)
  return { ...changes, set }
}

/** With an option forbidden, or no longer. */
export function withForbidden(changes: Changes, option: string, isForbidden: boolean): Changes {
  const others = changes.forbid.filter((one) => one !== option)
  return { ...changes, forbid: isForbidden ? [...others, option] : others }
}

/** With an option ordered at a moment, in the order of time. A date alone is its first minute. */
export function withOrder(changes: Changes, moment: string, option: string): Changes {
  const line = `${moment.replace(/T00:00(:00)?$/, '')} ${option}`
  return { ...changes, do: [...changes.do.filter((one) => one !== line), line].sort() }
}

export function withoutOrder(changes: Changes, line: string): Changes {
  return { ...changes, do: changes.do.filter((one) => one !== line) }
}

/** What differs between two lists of changes: what it is, and how each has it. */
export type Difference = { what: string; mine: string | null; theirs: string | null }

export function differences(mine: Changes, theirs: Changes): Difference[] {
  const [left, right] = [told(mine), told(theirs)]
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((what) => ({ what, mine: left.get(what) ?? null, theirs: right.get(what) ?? null }))
    .filter((one) => one.mine !== one.theirs)
}

export const areSame = (one: Changes, other: Changes) => differences(one, other).length === 0

/** Every change as a short line for people. */
export function lines(changes: Changes): string[] {
  const from = changes.from ? [`from ${changes.from}`] : []
  return [
    ...from,
    ...changes.set.map((line) => `${setting(line).path} = ${setting(line).text}`),
    ...changes.forbid.map((option) => `never ${option}`),
    ...changes.do.map((order) => `ordered: ${order}`),
  ]
}

function told(changes: Changes): Map<string, string> {
  const found = new Map<string, string>()
  for (const { path, text } of changes.set.map(setting)) found.set(path, text)
  for (const option of changes.forbid) found.set(option, 'never')
  for (const order of changes.do) found.set(order, 'ordered')
  if (changes.from) found.set('from', changes.from)
  return found
}
