// Minutes of a scenario as people read them. Its dates are civil: no zone is ever applied.

const DAY = 1440
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** Tells the times of a scenario that starts on a civil date, `2014-10-01`. */
export class Calendar {
  readonly #start: number

  constructor(starts: string) {
    this.#start = Date.parse(`${starts}T00:00:00Z`)
  }

  date(minute: number): Date {
    return new Date(this.#start + minute * 60_000)
  }

  /** A day as fields have it, "2015-04-10"; days from the start. */
  iso(day: number): string {
    return this.date(day * DAY).toISOString().slice(0, 10)
  }

  /** The day of such a field; no number where it is none. */
  dayOf(iso: string): number {
    return Math.round((Date.parse(`${iso}T00:00:00Z`) - this.#start) / (60_000 * DAY))
  }

  /** "10 April 2015". */
  day(minute: number): string {
    const date = this.date(minute)
    return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
  }

  /** "10 Apr". */
  shortDay(minute: number): string {
    const date = this.date(minute)
    return `${date.getUTCDate()} ${this.shortMonth(minute)}`
  }

  /** "Apr". */
  shortMonth(minute: number): string {
    return (MONTHS[this.date(minute).getUTCMonth()] ?? '').slice(0, 3)
  }

  /** "April 2015". */
  month(minute: number): string {
    const date = this.date(minute)
    return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
  }

  /** "03:56". */
  clock(minute: number): string {
    const rest = ((minute % DAY) + DAY) % DAY
    return `${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`
  }

  /** "10 April 2015, 03:56". */
  full(minute: number): string {
    return `${this.day(minute)}, ${this.clock(minute)}`
  }

  /** The first minute of each month that begins between two minutes. */
  months(from: number, until: number): number[] {
    const found: number[] = []
    const date = this.date(from)
    const next = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1))
    for (;;) {
      const minute = Math.round((next.getTime() - this.#start) / 60_000)
      if (minute > until) return found
      if (minute >= from) found.push(minute)
      next.setUTCMonth(next.getUTCMonth() + 1)
    }
  }
}

export const dayOf = (minute: number) => Math.floor(minute / DAY)
export const MINUTES_A_DAY = DAY
