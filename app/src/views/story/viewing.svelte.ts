// How a story is looked at: the moment, the event, what is shown of it. A reload brings it back from the address.

import { untrack } from 'svelte'
import type { Happening } from '../../lib/api/schema'
import { location } from '../../lib/location.svelte'
import { MINUTES_A_DAY } from '../../lib/time'
import { lastIndex } from './sorted'
import type { Tale } from './tale'

export type Pane = 'chronicle' | 'charts'

/** Seconds that the whole width takes at speed 1. */
const SECONDS = 60
/** The address follows when the hand rests; browsers refuse it many times a second. */
const NOTE_AFTER = 250

export class Viewing {
  readonly tale: Tale
  t = $state(0)
  selected = $state<number | null>(null)
  isPlaying = $state(false)
  /** Whether the hand moves the moment. */
  isScrubbing = $state(false)
  speed = $state(1)
  showsAll = $state(false)
  party = $state('')
  search = $state('')
  follows = $state(true)
  pane = $state<Pane>('chronicle')

  /** The events that the chronicle shows. */
  readonly shown: Happening[] = $derived.by(() => {
    const events = this.showsAll ? this.tale.story.events : this.tale.told
    const sought = this.search.trim().toLowerCase()
    return events.filter(
      (event) =>
        (!this.party || event.party === this.party) &&
        (!sought || (this.showsAll ? event.text : (event.told ?? event.text)).toLowerCase().includes(sought)),
    )
  })

  /** The last shown event at or before the moment; −1 before the first. */
  readonly present: number = $derived(lastIndex(this.shown, this.t, (event) => event.at))

  #noted = { t: null as number | null, event: null as number | null }
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(tale: Tale) {
    this.tale = tale
    this.showsAll = location.get('all') === '1'
    this.party = location.get('party') ?? ''
    this.search = location.get('search') ?? ''
    this.follows = location.get('follow') !== '0'
    this.pane = location.get('pane') === 'charts' ? 'charts' : 'chronicle'
    this.t = tale.story.incident ?? tale.told[0]?.at ?? 0
    this.take(location.number('t'), location.number('event'))
  }

  /** What an address asks for, unless it is what was noted there. */
  take(t: number | null, event: number | null) {
    if (t === this.#noted.t && event === this.#noted.event) return
    this.#noted = { t, event }
    const asked = this.tale.event(event)
    this.selected = asked?.number ?? null
    if (t !== null) this.t = this.#within(t)
    else if (asked) this.t = asked.at
  }

  /** Goes to a moment; what was selected is left. */
  go(minute: number) {
    this.t = this.#within(minute)
    this.selected = null
    this.#noteSoon()
  }

  /** Stays at the moment, without its event. */
  unselect() {
    this.selected = null
    this.#noteSoon()
  }

  /** Goes to an event and selects it. */
  select(event: Happening) {
    this.isPlaying = false
    this.t = event.at
    this.selected = event.number
    this.#noteSoon()
  }

  /** To the next or the previous of the shown events. */
  step(by: 1 | -1) {
    const chosen = this.shown.findIndex((event) => event.number === this.selected)
    const here = this.shown[this.present]
    const from = chosen >= 0 ? chosen : by < 0 && here && here.at < this.t ? this.present + 1 : this.present
    const event = this.shown[from + by]
    if (event) this.select(event)
  }

  stepDays(days: number) {
    this.go(this.t + days * MINUTES_A_DAY)
  }

  togglePlaying() {
    if (!this.isPlaying && this.t >= this.tale.story.ends) this.t = 0
    this.isPlaying = !this.isPlaying
  }

  /** Time goes by as wide as it is drawn, so that quiet months pass quickly. */
  play(seconds: number) {
    const { scale } = this.tale
    const position = scale.position(this.t) + (seconds * this.speed) / SECONDS
    this.go(scale.minute(position))
    if (position >= 1) this.isPlaying = false
  }

  /** Notes what is not of the moment. */
  noteOptions() {
    const options = {
      all: this.showsAll ? 1 : null,
      party: this.party,
      search: this.search.trim(),
      follow: this.follows ? null : 0,
      pane: this.pane === 'charts' ? this.pane : null,
    }
    // Not again when the address changes: it may be another view's by then.
    untrack(() => location.note(options))
  }

  /** Leaves nothing behind that would write to another view's address. */
  end() {
    clearTimeout(this.#timer)
  }

  #noteSoon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#noted = { t: Math.round(this.t), event: this.selected }
      location.note(this.#noted)
    }, NOTE_AFTER)
  }

  #within(minute: number): number {
    return Math.min(Math.max(minute, 0), this.tale.story.ends)
  }
}
