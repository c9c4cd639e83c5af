// What the workspace holds: scenarios, runs and studies, each list loaded by itself, so that one that cannot be read hides
// none of the others.

import { api } from '../../lib/api/client'
import type { RunEntry, ScenarioEntry, StudyEntry } from '../../lib/api/schema'

class List<T> {
  /** Null until it is there. */
  items = $state.raw<T[] | null>(null)
  error = $state.raw<unknown>(null)
  readonly #ask: () => Promise<T[]>

  constructor(ask: () => Promise<T[]>) {
    this.#ask = ask
  }

  /** What was there stays until the new is. */
  async load() {
    try {
      this.items = await this.#ask()
      this.error = null
    } catch (error) {
      this.error = error
    }
  }
}

export class Shelf {
  readonly scenarios = new List<ScenarioEntry>(api.scenarios)
  readonly runs = new List<RunEntry>(api.runs)
  readonly studies = new List<StudyEntry>(api.studies)

  load() {
    for (const list of [this.scenarios, this.runs, this.studies]) void list.load()
  }

  /** What keeps all three lists away alike, as a server that is down does: told once. */
  get trouble(): unknown {
    const errors = [this.scenarios.error, this.runs.error, this.studies.error]
    const messages = errors.map((error) => (error instanceof Error ? error.message : null))
    return messages[0] !== null && new Set(messages).size === 1 ? errors[0] : null
  }

  title(scenario: string): string {
    return this.scenarios.items?.find((one) => one.id === scenario)?.title ?? scenario
  }
}
