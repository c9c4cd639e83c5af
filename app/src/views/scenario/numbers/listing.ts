// Which numbers of a scenario are shown, and how they are put together.

import type { Parameter, ParameterKind } from '../../../lib/api/schema'

export type Filter = {
  /** Words that must all occur in the path, its meaning, the source, the unit or the file. */
  search: string
  kind: ParameterKind | null
  assumptionsOnly: boolean
  changedOnly: boolean
}

export type Group = { name: string; parameters: Parameter[] }

/** Groups of more are divided by their second segment, where there is a third. */
const LARGE = 40

export const isNarrowed = (filter: Filter) =>
  filter.search.trim() !== '' || filter.kind !== null || filter.assumptionsOnly || filter.changedOnly

/** Those that pass; `kept` is shown whatever the filter says, as it is being edited. */
export function filtered(parameters: Parameter[], filter: Filter, isChanged: (path: string) => boolean, kept: string | null): Parameter[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean)
  const passes = (one: Parameter) => {
    if (filter.kind && one.kind !== filter.kind) return false
    if (filter.assumptionsOnly && !one.is_assumption) return false
    if (filter.changedOnly && !isChanged(one.path)) return false
    const text = `${one.path}\n${one.doc}\n${one.source}\n${one.unit}\n${one.file}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return parameters.filter((one) => one.path === kept || passes(one))
}

/** Each path once: a number that stands for every month is told twelve times. */
export function distinct(parameters: Parameter[]): Parameter[] {
  const seen = new Set<string>()
  return parameters.filter(({ path }) => !seen.has(path) && seen.add(path))
}

/** By the first segments of their paths, in the scenario's order. The division does not hang on what is filtered. */
export function grouped(shown: Parameter[], all: Parameter[]): Group[] {
  const sizes = new Map<string, number>()
  for (const one of all) sizes.set(first(one), (sizes.get(first(one)) ?? 0) + 1)
  const groups = new Map<string, Parameter[]>()
  for (const one of shown) {
    const name = groupOf(one, (sizes.get(first(one)) ?? 0) > LARGE)
    const group = groups.get(name)
    if (group) group.push(one)
    else groups.set(name, [one])
  }
  return [...groups].map(([name, parameters]) => ({ name, parameters }))
}

function groupOf(parameter: Parameter, isLarge: boolean): string {
  const segments = parameter.path.split('.')
  return isLarge && segments.length > 2 ? segments.slice(0, 2).join('.') : (segments[0] ?? '')
}

const first = (parameter: Parameter) => parameter.path.split('.')[0] ?? ''

/** A path within its group: what leads to it, and its last segments. */
export function pathWithin(group: string, path: string): { lead: string; name: string } {
  const rest = path.startsWith(`${group}.`) ? path.slice(group.length + 1) : path
  const at = rest.lastIndexOf('.')
  return { lead: at < 0 ? '' : rest.slice(0, at + 1), name: rest.slice(at + 1) }
}

/** The party whose choice a lever is: it stands in its path. */
export const partyOf = (path: string) => (path.startsWith('doctrine.') ? (path.split('.')[1] ?? null) : null)
