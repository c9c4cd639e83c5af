import { afterEach, expect, test } from 'vitest'
import { share, type Turn } from './shared'

/** Locks as a browser has them: the next tab's turn comes when the one before it is closed. */
class Locks {
  waiting: (() => Promise<never>)[] = []
  readonly turn: Turn = (_, mine) => {
    this.waiting.push(mine)
    if (this.waiting.length === 1) void mine()
  }
  closeFirst() {
    this.waiting.shift()
    void this.waiting[0]?.()
  }
}

class Tab {
  heard: string[] = []
  isLive = false
  /** Set once it is this tab that listens. */
  server: ((news: string) => void) | null = null

  constructor(locks: Locks, channel: string) {
    share<string>(
      channel,
      {
        open: (heard, live) => {
          this.server = heard
          live(true)
        },
        hear: (news) => {
          if (!this.heard.includes(news)) this.heard.push(news)
        },
        live: (isLive) => (this.isLive = isLive),
        all: () => this.heard,
      },
      locks.turn,
    )
  }
}

const passed = () => new Promise((resolve) => setTimeout(resolve, 50))
const Real = globalThis.BroadcastChannel
const open: BroadcastChannel[] = []
globalThis.BroadcastChannel = class extends Real {
  constructor(name: string) {
    super(name)
    open.push(this)
  }
}
afterEach(() => open.splice(0).forEach((channel) => channel.close()))

test('one tab listens, and the others hear what it hears', async () => {
  const locks = new Locks()
  const first = new Tab(locks, 'one')
  first.server?.('before')
  const second = new Tab(locks, 'one')
  await passed()
  expect([second.server, second.heard, second.isLive]).toEqual([null, ['before'], true])
  first.server?.('after')
  await passed()
  expect(second.heard).toEqual(['before', 'after'])
})

test('another takes over when it is closed', async () => {
  const locks = new Locks()
  const first = new Tab(locks, 'two')
  const [second, third] = [new Tab(locks, 'two'), new Tab(locks, 'two')]
  expect([first.server, second.server, third.server].map((server) => server !== null)).toEqual([true, false, false])
  locks.closeFirst()
  expect(second.server).not.toBeNull()
  second.server?.('news')
  await passed()
  expect(third.heard).toEqual(['news'])
})
