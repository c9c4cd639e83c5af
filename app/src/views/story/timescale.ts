// The time scale of a story: quiet months are thin, busy days wide, and the incident opens hour by hour.
//
// A share of the width goes to time as it is, one to where things happen, and one to the incident. Each of the three is a
// cumulative distribution over the hours of the run, so their mixture is monotone, and time as it is keeps it invertible.

const HOUR = 60
/** An event opens the hours before and after it, less the further they are. */
const REACH_HOURS = 6
/** Room before and after the incident, in minutes. */
const MARGIN = 2 * HOUR
/** What goes on for longer is no longer opened hour by hour. */
const LONGEST_INCIDENT = 3 * 24 * HOUR
/** A way is as wide as a few events, however long it takes. */
const WAY_WEIGHT = 4

const SHARES = { time: 0.38, events: 0.28, incident: 0.34 }
const SHARES_WITHOUT_INCIDENT = { time: 0.5, events: 0.5, incident: 0 }

export interface Span {
  from: number
  until: number
}

export interface Happenings {
  /** The last minute. */
  ends: number
  /** Minutes at which something happens that is told. */
  events: number[]
  /** When something is on its way. */
  ways: Span[]
  incident: Span | null
}

export class TimeScale {
  readonly ends: number
  /** The incident's hours as they are opened. */
  readonly incident: Span | null
  readonly #cumulated: Float64Array

  constructor({ ends, events, ways, incident }: Happenings) {
    this.ends = Math.max(ends, 1)
    this.incident = incident ? opened(incident, this.ends) : null
    const hours = Math.ceil(this.ends / HOUR)
    const shares = this.incident ? SHARES : SHARES_WITHOUT_INCIDENT
    const parts = [
      { share: shares.time, weights: spread(hours, [{ from: 0, until: this.ends }]) },
      { share: shares.events, weights: busy(hours, events, ways) },
      { share: shares.incident, weights: spread(hours, this.incident ? [this.incident] : []) },
    ]
    this.#cumulated = cumulated(hours, parts)
  }

  /** Where a minute lies, from 0 to 1. */
  position(minute: number): number {
    const hour = Math.min(Math.max(minute, 0), this.ends) / this.#hour
    const before = Math.min(Math.floor(hour), this.#cumulated.length - 2)
    return this.#value(before) + (this.#value(before + 1) - this.#value(before)) * (hour - before)
  }

  /** Which minute lies at a position. */
  minute(position: number): number {
    const sought = Math.min(Math.max(position, 0), 1)
    let low = 0
    let high = this.#cumulated.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#value(middle) <= sought) low = middle
      else high = middle
    }
    const width = this.#value(high) - this.#value(low)
    return Math.min((low + (width ? (sought - this.#value(low)) / width : 0)) * this.#hour, this.ends)
  }

  /** The last hour is stretched or cut so that knots end with the run. */
  get #hour(): number {
    return this.ends / (this.#cumulated.length - 1)
  }

  #value(index: number): number {
    return this.#cumulated[index] ?? 1
  }
}

function opened({ from, until }: Span, ends: number): Span {
  const last = Math.min(until, from + LONGEST_INCIDENT)
  return { from: Math.max(from - MARGIN, 0), until: Math.min(last + MARGIN, ends) }
}

/** How much of each hour the spans cover. */
function spread(hours: number, spans: Span[], weight: (span: Span) => number = () => 1): Float64Array {
  const weights = new Float64Array(hours)
  for (const span of spans) {
    const each = weight(span)
    for (let hour = Math.floor(span.from / HOUR); hour < hours && hour * HOUR <= span.until; hour++) {
      const covered = Math.min(span.until, (hour + 1) * HOUR) - Math.max(span.from, hour * HOUR)
      weights[hour] = (weights[hour] ?? 0) + each * (covered / HOUR)
    }
  }
  return weights
}

/** How much happens around each hour. The root keeps one crowded day from taking it all. */
function busy(hours: number, events: number[], ways: Span[]): Float64Array {
  const lasting = (span: Span) => (WAY_WEIGHT * HOUR) / Math.max(span.until - span.from, HOUR)
  const weights = spread(hours, ways, lasting)
  for (const event of events) {
    const at = Math.floor(event / HOUR)
    for (let hour = Math.max(at - REACH_HOURS, 0); hour <= Math.min(at + REACH_HOURS, hours - 1); hour++) {
      weights[hour] = (weights[hour] ?? 0) + 1 - Math.abs(hour - at) / (REACH_HOURS + 1)
    }
  }
  return weights.map(Math.sqrt)
}

/** Parts without any weight leave their share to the others. */
function cumulated(hours: number, parts: { share: number; weights: Float64Array }[]): Float64Array {
  const filled = parts
    .map(({ share, weights }) => ({ share, weights, sum: weights.reduce((sum, weight) => sum + weight, 0) }))
    .filter(({ share, sum }) => share > 0 && sum > 0)
  const shares = filled.reduce((sum, { share }) => sum + share, 0)
  const found = new Float64Array(hours + 1)
  for (let hour = 0; hour < hours; hour++) {
    const here = filled.reduce((sum, part) => sum + (part.share * (part.weights[hour] ?? 0)) / part.sum, 0)
    found[hour + 1] = (found[hour] ?? 0) + here / shares
  }
  found[hours] = 1
  return found
}
