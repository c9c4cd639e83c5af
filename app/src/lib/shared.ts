// One stream of events for all tabs of a browser, which has six connections to a host and no more: one tab listens to the
// server and passes on what it hears; when it is closed, another one takes over.

/** What tabs say to each other: what was heard, that somebody new wants to know how all is, and how all is. */
type Said<News> = { heard: News } | { asks: true } | { all: News[] } | { live: boolean }

export interface Hearer<News> {
  /** Opens the stream, once it is this tab's turn. What comes of it is told by `heard` and `live`. */
  open: (heard: (news: News) => void, live: (isLive: boolean) => void) => void
  /** Takes what was heard, here or in another tab. */
  hear: (news: News) => void
  /** Whether the stream is up, wherever it is. */
  live: (isLive: boolean) => void
  /** All that there is to know, for a tab that is new. */
  all: () => News[]
}

/** A lock that one tab has at a time, until it is closed. */
export type Turn = (name: string, mine: () => Promise<never>) => void

/** Shares a stream with the other tabs, where the browser lets tabs talk; else this tab has one of its own. */
export function share<News>(name: string, hearer: Hearer<News>, turn = browsers()) {
  const channel = typeof BroadcastChannel === 'undefined' || !turn ? null : new BroadcastChannel(name)
  let isLive = false
  let isMine = false
  const say = (said: Said<News>) => channel?.postMessage(said)

  function listen() {
    isMine = true
    hearer.open(
      (news) => {
        hearer.hear(news)
        say({ heard: news })
      },
      (now) => {
        isLive = now
        hearer.live(now)
        say({ live: now })
      },
    )
  }

  if (!channel || !turn) return listen()
  channel.onmessage = ({ data: said }: MessageEvent<Said<News>>) => {
    if ('asks' in said) {
      if (!isMine) return
      say({ all: hearer.all() })
      say({ live: isLive })
    } else if ('all' in said) {
      // Also those hear it who know it already: it says how all is, once more.
      said.all.forEach(hearer.hear)
    } else if ('live' in said) {
      hearer.live(said.live)
    } else {
      hearer.hear(said.heard)
    }
  }
  say({ asks: true })
  turn(name, () => {
    listen()
    return new Promise<never>(() => {})
  })
}

/** The browser's own locks, which it has on this machine's own address and over TLS only. */
function browsers(): Turn | null {
  const locks = globalThis.navigator?.locks
  return locks ? (name, mine) => void locks.request(name, mine) : null
}
