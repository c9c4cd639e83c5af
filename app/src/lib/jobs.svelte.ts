// All jobs of the server, as it tells of them: one stream for all tabs of the app. A broken stream is taken up again by the
// browser itself, and begins with every job there is.

import type { Forgotten, Job } from './api/schema'
import { share } from './shared'

type News = { job: Job } | { forgotten: string } | { only: string[] }

class Jobs {
  /** By id. */
  readonly all = $state<Record<string, Job>>({})
  /** Whether the stream is up. */
  isLive = $state(false)

  #isListening = false

  /** Begins to listen; again, nothing happens. */
  listen() {
    if (this.#isListening) return
    this.#isListening = true
    share<News>('powderkeg-progress', {
      open,
      hear: (news) => this.#hear(news),
      live: (isLive) => (this.isLive = isLive),
      all: () => Object.values($state.snapshot(this.all)).map((job) => ({ job })),
    })
  }

  #hear(news: News) {
    if ('job' in news) this.take(news.job)
    else if ('forgotten' in news) this.forget(news.forgotten)
    else for (const id of Object.keys(this.all)) if (!news.only.includes(id)) this.forget(id)
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

/** Opens the stream. A browser gives up on one that was refused, as while a server starts: then we ask again. */
function open(heard: (news: News) => void, live: (isLive: boolean) => void) {
  const stream = new EventSource('/api/progress')
  const read = <T>(event: Event) => JSON.parse((event as MessageEvent<string>).data) as T
  stream.addEventListener('open', () => live(true))
  stream.addEventListener('job', (event) => heard({ job: read<Job>(event) }))
  stream.addEventListener('forgotten', (event) => heard({ forgotten: read<Forgotten>(event).id }))
  // What was forgotten while nobody listened is told by what is not there any more.
  stream.addEventListener('all', (event) => heard({ only: read<string[]>(event) }))
  stream.addEventListener('error', () => {
    live(false)
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => open(heard, live), 2000)
  })
}

export const jobs = new Jobs()
