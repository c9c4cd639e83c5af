// A question that takes a job to answer: found again after a reload by what it asks, begun, watched, and its answer fetched.

import { api } from '../../lib/api/client'
import type { Job, JobAsked, JobResult } from '../../lib/api/schema'
import { latest } from '../../lib/asked'
import { jobs } from '../../lib/jobs.svelte'

export class Question {
  readonly #asked: () => JobAsked | null
  readonly #answers = new Map<string, Promise<JobResult>>()
  trouble = $state.raw<unknown>(null)

  constructor(asked: () => JobAsked | null) {
    this.#asked = asked
  }

  get asked(): JobAsked | null {
    return this.#asked()
  }

  get job(): Job | null {
    const asked = this.#asked()
    return asked && latest(Object.values(jobs.all), asked)
  }

  get isRunning(): boolean {
    return this.job?.state === 'queued' || this.job?.state === 'running'
  }

  async begin() {
    const asked = this.#asked()
    if (!asked) return
    this.trouble = null
    try {
      jobs.take(await api.begin(asked))
    } catch (error) {
      this.trouble = error
    }
  }

  /** The answer of a job that is done; asked for once. */
  answerOf(id: string): Promise<JobResult> {
    const known = this.#answers.get(id)
    if (known) return known
    const coming = api.result(id)
    this.#answers.set(id, coming)
    return coming
  }
}
