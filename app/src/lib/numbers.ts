// Numbers as people read them.

const MINUS = '−'

/** Three significant digits at most, thousands apart: "12,300", "0.046". */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text =
    size >= 1000
      ? Math.round(size).toLocaleString('en')
      : size < 0.0005
        ? size.toExponential(1)
        : String(Number(size.toPrecision(3)))
  return value < 0 ? MINUS + text : text
}

/** Shares nearer to none, or to all, than this are that: what is left of rounding is no share. */
const NOTHING = 5e-9

/** "42 %"; small shares keep a digit: "0.4 %", "0.03 %". */
export function percent(share: number): string {
  const size = 100 * Math.abs(share)
  return `${share < 0 && size > NOTHING ? MINUS : ''}${hundredths(size)} %`
}

/** Two digits; of what is nearly none or nearly all, one that tells it from that. */
function hundredths(size: number): string {
  if (size < NOTHING) return '0'
  if (size < 0.095) return size.toFixed(placesOf(size))
  if (size < 9.95) return size.toFixed(1)
  const rest = 100 - size
  return size > 99 && rest > NOTHING ? size.toFixed(Math.max(1, placesOf(rest))) : size.toFixed(0)
}

/** Places after the point up to the first digit that is not 0. */
const placesOf = (size: number) => Math.min(9, Math.max(0, Math.ceil(-Math.log10(size) - 1e-9)))

/** Shares that stand beside each other and their difference, all to the same place: to a tenth, finer where one is smaller. */
export function placesFor(shares: number[]): number {
  const sizes = shares.map((share) => 100 * Math.abs(share)).filter((size) => size > NOTHING)
  return Math.max(1, ...sizes.map(placesOf))
}

/** A share in hundredths to a place, without its sign of percent: "4.9", "−0.05"; none at all is "0". */
export function points(share: number, places: number): string {
  // A half is rounded up however a difference came to it: 0.355 − 0.1735 is a little less than 0.1815.
  const text = (100 * Math.abs(share) + 1e-9).toFixed(places)
  return Number(text) === 0 ? '0' : (share < 0 ? MINUS : '') + text
}

/** An estimate and half the width of its interval, to the digits that it is known to: "21.9 ± 1.7". */
export function give(value: number, half: number): string {
  if (!(half > 0)) return figure(value)
  const digits = Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(half))))
  return `${value.toFixed(digits).replace('-', MINUS)} ± ${half.toFixed(digits)}`
}

/** The units that are counted, of one. */
const ONE: Record<string, string> = {
  aircraft: 'aircraft',
  days: 'day',
  fronts: 'front',
  hours: 'hour',
  launches: 'launch',
  minutes: 'minute',
  people: 'person',
  runs: 'run',
  vehicles: 'vehicle',
}

/** A value with its unit; `1` is none: "12 people", "1 person". */
export function quantity(value: number, unit: string): string {
  const text = figure(value)
  if (unit === '1' || unit === '') return text
  return `${text} ${text === '1' ? (ONE[unit] ?? unit) : unit}`
}

/** Whole numbers with thousands apart. */
export const whole = (value: number) => Math.round(value).toLocaleString('en')
