// Where axes have their marks, and what stands at them.

import { scaleLinear } from 'd3-scale'
import { figure } from '../numbers'
import type { Calendar } from '../time'
import { MINUTES_A_DAY } from '../time'

export type Tick = { at: number; label: string }

/** A mark about every so many pixels, at round numbers within the ends. */
export function numberTicks(low: number, high: number, width: number, label = figure, every = 70): Tick[] {
  if (!(high > low)) return [{ at: low, label: label(low) }]
  const count = Math.max(1, Math.floor(width / every))
  return scaleLinear([low, high], [0, width])
    .ticks(count)
    .map((at) => ({ at, label: label(at) }))
}

/** Marks at the first of months, as days from the start; as many as find room. A new year is told. */
export function monthTicks(calendar: Calendar, low: number, high: number, width: number, every = 46): Tick[] {
  const months = calendar.months(low * MINUTES_A_DAY, high * MINUTES_A_DAY)
  if (months.length < 2) return dayTicks(calendar, low, high, width)
  const step = [1, 2, 3, 6, 12, 24, 60].find((step) => months.length / step <= Math.max(2, width / every)) ?? 120
  return months
    .filter((minute) => (calendar.date(minute).getUTCMonth() + 12 * calendar.date(minute).getUTCFullYear()) % step === 0)
    .map((minute, index) => ({ at: minute / MINUTES_A_DAY, label: monthLabel(calendar, minute, index === 0) }))
}

function monthLabel(calendar: Calendar, minute: number, isFirst: boolean): string {
  const isNewYear = calendar.date(minute).getUTCMonth() === 0
  const year = isFirst || isNewYear ? ` ${calendar.date(minute).getUTCFullYear()}` : ''
  return calendar.shortMonth(minute) + year
}

function dayTicks(calendar: Calendar, low: number, high: number, width: number): Tick[] {
  if (high - low < 3) return hourTicks(calendar, low, high, width)
  const ticks = numberTicks(low, high, width, String, 70).filter((tick) => Number.isInteger(tick.at))
  return ticks.map(({ at }) => ({ at, label: calendar.shortDay(at * MINUTES_A_DAY) }))
}

/** Marks at hours, as days from the start; midnight is told as the day that begins. */
function hourTicks(calendar: Calendar, low: number, high: number, width: number): Tick[] {
  const step = [1, 2, 3, 6, 12, 24].find((hours) => ((high - low) * 24) / hours <= Math.max(1, width / 60)) ?? 24
  const found: Tick[] = []
  for (let hour = Math.ceil((low * 24) / step) * step; hour <= high * 24; hour += step) {
    const minute = hour * 60
    found.push({ at: hour / 24, label: minute % MINUTES_A_DAY === 0 ? calendar.shortDay(minute) : calendar.clock(minute) })
  }
  return found
}
