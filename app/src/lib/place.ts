// How far each entry of the history was scrolled. The browser's own way gives up where the content is still loading.

type Kept = { scroll?: number } | null

/** How long content may take to come, in milliseconds. */
const PATIENCE = 8000
/** Of rest, before a place is noted: the browser allows few changes of the history in a second. */
const REST = 200

/** What people move by. */
const ACTS = ['wheel', 'touchmove', 'pointerdown', 'keydown']

/** Scrolls to an element and stays there while what is above it still grows; whoever moves is let go. */
export function stayAt(element: HTMLElement) {
  const until = performance.now() + 2500
  const stop = new AbortController()
  for (const act of ACTS) window.addEventListener(act, () => stop.abort(), { passive: true, signal: stop.signal })
  const step = () => {
    if (stop.signal.aborted) return
    element.scrollIntoView()
    if (performance.now() < until && element.isConnected) requestAnimationFrame(step)
    else stop.abort()
  }
  step()
}

export class KeepsPlace {
  /** Where one is to come back to; none: nothing is waited for. */
  #sought: number | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    window.history.scrollRestoration = 'manual'
    window.addEventListener('popstate', () => this.#seek())
    window.addEventListener('scroll', () => this.#scrolled(), { passive: true })
    // Whoever moves has found a place.
    for (const act of ACTS) {
      window.addEventListener(act, () => (this.#sought = null), { passive: true })
    }
    this.#seek()
  }

  get isReturning(): boolean {
    return this.#sought !== null
  }

  /** Notes the place before the entry is left. */
  leave() {
    this.#sought = null
    this.#note()
  }

  #scrolled() {
    clearTimeout(this.#timer)
    if (this.#sought === null) this.#timer = setTimeout(() => this.#note(), REST)
  }

  #note() {
    clearTimeout(this.#timer)
    if (this.#sought !== null) return
    window.history.replaceState({ ...(window.history.state as Kept), scroll: Math.round(window.scrollY) }, '')
  }

  #seek() {
    clearTimeout(this.#timer)
    this.#sought = (window.history.state as Kept)?.scroll || null
    const until = performance.now() + PATIENCE
    const step = () => {
      if (this.#sought === null) return
      window.scrollTo(0, this.#sought)
      // Charts that still find their size may push it away again: it is held for a moment.
      if (Math.abs(window.scrollY - this.#sought) < 2) this.#hold(this.#sought)
      else if (performance.now() < until) requestAnimationFrame(step)
      else this.#sought = null
    }
    step()
  }

  #hold(sought: number) {
    const until = performance.now() + 600
    const step = () => {
      if (this.#sought !== sought) return
      window.scrollTo(0, sought)
      if (performance.now() < until) requestAnimationFrame(step)
      else this.#sought = null
    }
    step()
  }
}
