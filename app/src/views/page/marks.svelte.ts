// Which sentence of a page is looked at: the one that was chosen, which is in the address, else the one pointed at.

import type { PageSentence } from '../../lib/api/schema'
import { location } from '../../lib/location.svelte'
import type { Named } from './sentences'

export class Marks {
  readonly #named: Named[]
  readonly #ids: Map<PageSentence, string>
  #pointed = $state<string | null>(null)

  constructor(named: Named[]) {
    this.#named = named
    this.#ids = new Map(named.map(({ id, sentence }) => [sentence, id]))
  }

  /** A sentence's name; none for one that rests on nothing. */
  idOf(sentence: PageSentence): string | undefined {
    return this.#ids.get(sentence)
  }

  get chosen(): string | null {
    const id = location.get('sentence')
    return this.#named.some((named) => named.id === id) ? id : null
  }

  get marked(): string | null {
    return this.chosen ?? this.#pointed
  }

  get sentence(): PageSentence | null {
    return this.#named.find((named) => named.id === this.marked)?.sentence ?? null
  }

  /** The one that the tab key comes to. */
  get stop(): string | undefined {
    return this.marked ?? this.#named[0]?.id
  }

  choose(id: string | null) {
    location.note({ sentence: id === this.chosen ? null : id })
    this.#pointed = null
  }

  point(id: string) {
    this.#pointed = id
  }

  clear() {
    location.note({ sentence: null })
    this.#pointed = null
  }

  /** The sentence so many further on. */
  beside(id: string, steps: number): string | null {
    const place = this.#named.findIndex((named) => named.id === id)
    return place < 0 ? null : (this.#named[place + steps]?.id ?? null)
  }
}
