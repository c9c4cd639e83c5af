// All that the parts of the Scenario view share: the scenario, its override sets, the one being edited, and what `check`
// says of it.

import { untrack } from 'svelte'
import { Refusal, api } from '../../lib/api/client'
import type { Changes, OverrideSet, Parameter, ScenarioView } from '../../lib/api/schema'
import { setting } from '../../lib/changes'
import { location } from '../../lib/location.svelte'
import { distinct } from './numbers/listing'
import { attribute } from './sets/attribution'
import { Check } from './sets/check.svelte'
import { Draft } from './sets/draft.svelte'

/** Somebody saved a set, or deleted it (`theirs` is null), after it was opened here. */
export type Conflict = { name: string; theirs: OverrideSet | null }

export class Desk {
  readonly view: ScenarioView
  readonly check = new Check()
  sets = $state.raw<OverrideSet[]>([])
  conflict = $state.raw<Conflict | null>(null)
  trouble = $state.raw<unknown>(null)

  readonly draft = $derived.by(() => {
    const name = location.get('set')
    return untrack(() => new Draft(this.view.id, name, this.#stored(name)))
  })

  /** What paths are set to. */
  readonly settings = $derived(new Map(this.draft.changes.set.map(setting).map(({ path, text }) => [path, text])))
  /** Numbers that differ from the scenario's own, by path. */
  readonly changed = $derived(new Map((this.check.result?.changed ?? []).map((one): [string, Parameter] => [one.path, one])))
  readonly found = $derived.by(() => attribute(this.check.result?.diagnostics ?? [], this.check.of, this.view.diagnostics))
  readonly errors = $derived((this.check.result?.diagnostics ?? []).filter((one) => one.severity === 'error').length)
  readonly parameters: Parameter[]
  readonly paths: Set<string>
  /** Settings of what is no number of the scenario. */
  readonly others = $derived([...this.settings].filter(([path]) => !this.paths.has(path)))

  constructor(view: ScenarioView) {
    this.view = view
    this.parameters = distinct(view.parameters)
    this.paths = new Set(this.parameters.map((one) => one.path))
  }

  isChanged = (path: string) => this.settings.has(path) || this.changed.has(path)

  change(next: Changes) {
    this.draft.change(next)
  }

  /** Looks whether another tab saved meanwhile: what is unchanged here follows, what is changed is a conflict. */
  async refresh() {
    this.sets = await api.sets(this.view.id)
    const { draft } = this
    if (!draft.name) return
    const theirs = this.#stored(draft.name)
    if ((theirs?.version ?? null) === draft.version) return
    if (draft.isDirty) this.conflict = { name: draft.name, theirs }
    else draft.take(theirs)
  }

  /** Saves under a name: over the version that was seen, or where there is none yet. False where it was refused, and not for a
   * conflict, which has a notice of its own. */
  async save(name: string): Promise<boolean> {
    const { draft } = this
    this.trouble = null
    try {
      const version = name === draft.name ? draft.version : null
      const saved = await api.saveSet(this.view.id, name, { changes: draft.changes, version })
      this.sets = [...this.sets.filter((one) => one.name !== name), saved]
      this.conflict = null
      if (name === draft.name) draft.take(saved)
      else {
        draft.discard()
        location.note({ set: name })
      }
    } catch (error) {
      await this.#refused(name, error)
    }
    return this.trouble === null
  }

  /** Deletes the set that is open. What it changed stays here, without a name, where it was not saved. */
  async remove() {
    const { draft } = this
    this.trouble = null
    if (!draft.name) return
    try {
      if (draft.version) await api.removeSet(this.view.id, draft.name, draft.version)
      this.sets = this.sets.filter((one) => one.name !== draft.name)
      draft.discard()
      location.note({ set: null })
    } catch (error) {
      await this.#refused(draft.name, error)
    }
  }

  /** Takes what the other tab saved; if it deleted the set, the scenario as it is. */
  takeTheirs() {
    const { conflict, draft } = this
    if (!conflict) return
    this.conflict = null
    if (conflict.name === draft.name && conflict.theirs) return draft.take(conflict.theirs)
    draft.discard()
    location.note({ set: conflict.theirs ? conflict.name : null })
  }

  async #refused(name: string, error: unknown) {
    if (!(error instanceof Refusal) || error.fault.kind !== 'conflict') {
      this.trouble = error
      return
    }
    try {
      this.sets = await api.sets(this.view.id)
      this.conflict = { name, theirs: this.#stored(name) }
    } catch (again) {
      this.trouble = again
    }
  }

  #stored(name: string | null): OverrideSet | null {
    return this.sets.find((one) => one.name === name) ?? null
  }
}

/** Opens a file at a line, in the panel beside the list. */
export function openFile(file: string, line: number) {
  location.note({ file, line })
}

/** Leads to a number and opens it. */
export function reveal(path: string) {
  location.note({ part: null, path })
  requestAnimationFrame(() => {
    const row = document.getElementById(rowId(path))
    row?.scrollIntoView({ block: 'center' })
    row?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true })
  })
}

/** Where all mistakes are listed. */
export const MISTAKES_ID = 'mistakes-of-changes'

export const rowId = (path: string) => `number-${path}`
