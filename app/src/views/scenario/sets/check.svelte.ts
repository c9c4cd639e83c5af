// What `check` says of the changes as they are being made: asked when typing pauses, and only the last answer counts.

import { api } from '../../../lib/api/client'
import type { Changes, Checked } from '../../../lib/api/schema'
import { NOTHING, isEmpty } from '../../../lib/changes'

const PAUSE_MS = 250

export class Check {
  /** What was found; null while nothing is changed or nothing has been answered. */
  result = $state.raw<Checked | null>(null)
  /** The changes it was found of: its diagnostics count settings in these. */
  of = $state.raw<Changes>(NOTHING)
  isWaiting = $state(false)
  error = $state.raw<unknown>(null)

  #timer: ReturnType<typeof setTimeout> | undefined
  #running: AbortController | null = null

  ask(scenario: string, changes: Changes) {
    this.stop()
    if (isEmpty(changes)) {
      this.result = null
      this.error = null
      return
    }
    this.isWaiting = true
    const running = (this.#running = new AbortController())
    this.#timer = setTimeout(() => void this.#check(scenario, changes, running), PAUSE_MS)
  }

  /** Whatever is under way is of no interest any more. */
  stop() {
    clearTimeout(this.#timer)
    this.#running?.abort()
    this.#running = null
    this.isWaiting = false
  }

  async #check(scenario: string, changes: Changes, running: AbortController) {
    try {
      const result = await api.check(scenario, changes, running.signal)
      if (running.signal.aborted) return
      this.result = result
      this.of = changes
      this.error = null
    } catch (error) {
      if (running.signal.aborted) return
      this.error = error
    }
    this.isWaiting = false
  }
}
