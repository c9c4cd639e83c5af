// Which runs of a study are looked at. The address holds the conditions; while a range is drawn they are a little ahead of it.

import { untrack } from 'svelte'
import { api } from '../../lib/api/client'
import type { Condition, Selected, SelectionAsked } from '../../lib/api/schema'
import { location } from '../../lib/location.svelte'
import { readCondition, withCondition, writeCondition } from './conditions'

/** Milliseconds of rest before an address is written or a question is sent. */
const REST = 160

export class Selection {
  #ahead = $state<Condition[] | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  get conditions(): Condition[] {
    return this.#ahead ?? location.all('b').map(readCondition).filter((one) => one !== null)
  }

  of(column: string): Condition | null {
    return this.conditions.find((one) => one.column === column) ?? null
  }

  set(column: string, condition: Condition | null) {
    this.replace(withCondition(this.conditions, column, condition))
  }

  replace(conditions: Condition[]) {
    this.#ahead = conditions
    const path = location.path
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      // Whoever has gone elsewhere meanwhile is not to find our conditions there.
      if (location.path === path) location.noteAll('b', conditions.map(writeCondition))
      this.#ahead = null
    }, REST)
  }
}

/** Asks what is among the selected runs: after a moment's rest, and only the last question counts. */
export class Answer {
  /** The last answer, and what it answers. */
  found = $state.raw<{ asked: SelectionAsked; selected: Selected } | null>(null)
  trouble = $state.raw<unknown>(null)
  isWaiting = $state(false)
  #timer: ReturnType<typeof setTimeout> | undefined
  #asking: AbortController | null = null

  ask(study: string, asked: SelectionAsked) {
    this.stop()
    this.isWaiting = true
    this.#timer = setTimeout(() => void this.#send(study, asked), untrack(() => this.found) ? REST : 0)
  }

  stop() {
    clearTimeout(this.#timer)
    this.#asking?.abort()
  }

  async #send(study: string, asked: SelectionAsked) {
    const asking = new AbortController()
    this.#asking = asking
    try {
      this.found = { asked, selected: await api.select(study, asked, asking.signal) }
      this.trouble = null
    } catch (error) {
      if (asking.signal.aborted) return
      this.trouble = error
    }
    this.isWaiting = false
  }
}
