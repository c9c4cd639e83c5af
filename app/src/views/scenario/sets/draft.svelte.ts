// An override set as it is being edited: what it was when it was opened, and what it is now. Kept until the tab is closed.

import type { Changes, OverrideSet } from '../../../lib/api/schema'
import { NOTHING, areSame } from '../../../lib/changes'
import { keep, kept } from '../kept'

export class Draft {
  readonly scenario: string
  /** Its name; null for changes that have none yet. */
  readonly name: string | null

  changes = $state.raw<Changes>(NOTHING)
  saved = $state.raw<Changes>(NOTHING)
  /** The version that was seen; null where none is saved. */
  version = $state<string | null>(null)

  readonly isDirty = $derived(!areSame(this.changes, this.saved))

  /** `stored`: the set as the server has it, if it has it. What was kept of it in this tab goes before. */
  constructor(scenario: string, name: string | null, stored: OverrideSet | null) {
    this.scenario = scenario
    this.name = name
    const mine = kept(scenario, name)
    this.saved = mine?.saved ?? stored?.changes ?? NOTHING
    this.changes = mine?.changes ?? this.saved
    this.version = mine ? mine.version : (stored?.version ?? null)
  }

  change(changes: Changes) {
    this.changes = changes
    this.#keep()
  }

  /** Takes over what is saved; what was changed is dropped. */
  take(stored: OverrideSet | null) {
    this.saved = stored?.changes ?? NOTHING
    this.version = stored?.version ?? null
    this.change(this.saved)
  }

  discard() {
    this.change(this.saved)
  }

  #keep() {
    const { changes, saved, version } = this
    keep(this.scenario, this.name, this.isDirty ? { changes, saved, version } : null)
  }
}
