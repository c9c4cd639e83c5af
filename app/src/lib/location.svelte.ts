// Where the app is: its path and its query, which hold all that a reload must bring back. What is looked at (a moment, a
// choice) replaces the present entry of the history; going elsewhere adds one. Each entry keeps how far it was scrolled, for
// what is shown is loaded anew when one comes back, and only then is tall enough.

import { KeepsPlace } from './place'

type Query = Record<string, string | number | null | undefined>

class Location {
  #path = $state(window.location.pathname)
  #query = $state(new URLSearchParams(window.location.search))

  readonly #place = new KeepsPlace()

  constructor() {
    window.addEventListener('popstate', () => this.#read())
    document.addEventListener('click', (event) => this.#follow(event))
  }

  get path(): string {
    return this.#path
  }

  /** Whether one has come back to a place that will be scrolled to: then nothing else is to scroll. */
  get isReturning(): boolean {
    return this.#place.isReturning
  }

  /** The path's parts, decoded. */
  get parts(): string[] {
    return this.#path.split('/').filter(Boolean).map(decodeURIComponent)
  }

  get(name: string): string | null {
    return this.#query.get(name)
  }

  all(name: string): string[] {
    return this.#query.getAll(name)
  }

  number(name: string): number | null {
    const value = this.#query.get(name)
    return value !== null && value !== '' && Number.isFinite(Number(value)) ? Number(value) : null
  }

  /** Goes elsewhere. */
  go(href: string) {
    this.#place.leave()
    window.history.pushState(null, '', href)
    this.#read()
    window.scrollTo(0, 0)
  }

  /** Notes what is looked at; null takes it away. */
  note(query: Query) {
    const next = new URLSearchParams(this.#query)
    for (const [name, value] of Object.entries(query)) {
      if (value === null || value === undefined || value === '') next.delete(name)
      else next.set(name, String(value))
    }
    this.#write(next)
  }

  /** The same for what there may be several of. */
  noteAll(name: string, values: string[]) {
    const next = new URLSearchParams(this.#query)
    next.delete(name)
    for (const value of values) next.append(name, value)
    this.#write(next)
  }

  #write(next: URLSearchParams) {
    if (next.toString() === this.#query.toString()) return
    const query = next.toString()
    window.history.replaceState(window.history.state, '', this.#path + (query ? `?${query}` : '') + window.location.hash)
    this.#query = next
  }

  #read() {
    this.#path = window.location.pathname
    this.#query = new URLSearchParams(window.location.search)
  }

  /** Links within the app change the view, not the document. */
  #follow(event: MouseEvent) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    const link = (event.target as Element | null)?.closest?.('a')
    if (!link || link.target || link.hasAttribute('download') || link.origin !== window.location.origin) return
    if (link.pathname.startsWith('/api/')) return
    if (link.pathname === this.#path && link.search === window.location.search && link.hash) return
    event.preventDefault()
    this.go(link.pathname + link.search + link.hash)
  }
}

export const location = new Location()
