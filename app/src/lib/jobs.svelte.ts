// All jobs of the server, as it tells of them: one stream for the whole app. A broken stream is taken up again by the
// browser itself, and begins with every job there is.

import type { Job } from './api/schema'

class Jobs {
  /** By id. */
  readonly all = $state<Record<string, Job>>({})
  /** Whether the stream is up. */
  isLive = $state(false)

  #stream: EventSource | null = null

  /** Begins to listen; again, nothing happens. */
  listen() {
    if (this.#stream) return
    const stream = new EventSource('/api/progress')
    stream.addEventListener('open', () => (this.isLive = true))
    stream.addEventListener('error', () => this.#lost(stream))
    stream.addEventListener('job', (event) => this.take(JSON.parse(event.data as string) as Job))
    this.#stream = stream
  }

  /** A browser gives up on a stream that was refused, as while a server starts: then we ask again. */
  #lost(stream: EventSource) {
    this.isLive = false
    if (stream.readyState !== EventSource.CLOSED) return
    this.#stream = null
    setTimeout(() => this.listen(), 2000)
  }

  /** Notes how far a job is. */
  take(job: Job) {
    this.all[job.id] = job
  }

  /** Forgets one that is over. */
  forget(id: string) {
    delete this.all[id]
  }

  get running(): Job[] {
    return Object.values(this.all).filter((job) => job.state === 'queued' || job.state === 'running')
  }
}

export const jobs = new Jobs()
