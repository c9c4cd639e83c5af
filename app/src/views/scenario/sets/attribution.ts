// To which change a diagnostic belongs: a setting, an option that is forbidden or ordered, or none of them.

import type { Changes, Diagnostic } from '../../../lib/api/schema'
import { setting } from '../../../lib/changes'

export type Attributed = {
  /** By the path that is set. */
  settings: Map<string, Diagnostic[]>
  /** By the option or order as the changes write it. */
  options: Map<string, Diagnostic[]>
  elsewhere: Diagnostic[]
}

/** What the scenario itself is told anyway (`own`) is left out. */
export function attribute(found: Diagnostic[], changes: Changes, own: Diagnostic[]): Attributed {
  const known = new Set(own.map(identity))
  const attributed: Attributed = { settings: new Map(), options: new Map(), elsewhere: [] }
  for (const diagnostic of found) {
    if (known.has(identity(diagnostic))) continue
    const line = changes.set[diagnostic.setting ?? -1]
    const option = line === undefined ? optionOf(diagnostic, changes) : null
    if (line !== undefined) add(attributed.settings, setting(line).path, diagnostic)
    else if (option) add(attributed.options, option, diagnostic)
    else attributed.elsewhere.push(diagnostic)
  }
  return attributed
}

/** The forbidden or ordered option that its line shows. */
function optionOf(diagnostic: Diagnostic, changes: Changes): string | null {
  const text = diagnostic.places[0]?.text.trim()
  return [...changes.do, ...changes.forbid].find((one) => one === text) ?? null
}

function add(to: Map<string, Diagnostic[]>, key: string, diagnostic: Diagnostic) {
  to.set(key, [...(to.get(key) ?? []), diagnostic])
}

const identity = ({ severity, code, message, places }: Diagnostic) =>
  [severity, code, message, places[0]?.file, places[0]?.line].join('\n')
