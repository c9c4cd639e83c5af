// The labels of a time axis, as many as have room: months first, then days, then hours.

import { MINUTES_A_DAY, type Calendar } from '../../lib/time'
import type { TimeScale } from './timescale'

export interface Tick {
  at: number
  x: number
  label: string
  kind: 'month' | 'day' | 'hour'
}

/** Pixels of a character and between labels. */
const CHARACTER = 6.6
const GAP = 10

const HOURS = [12, 6, 3, 1]
const DAYS = [10, 5, 1]
/** Pixels that a day has where days are named, and where its hours are: elsewhere the months say enough. */
const WIDE_DAY = 8
const DAY_OF_HOURS = 60

/** Two rows of labels: months; days and hours. */
export function ticks(scale: TimeScale, calendar: Calendar, width: number): { months: Tick[]; finer: Tick[] } {
  const tick = (kind: Tick['kind'], label: string) => (at: number): Tick => ({ at, x: scale.position(at) * width, label, kind })
  const month = (at: number) => tick('month', monthLabel(calendar, at))(at)
  const day = (at: number) => tick('day', calendar.shortDay(at))(at)
  const hour = (at: number) => tick('hour', calendar.clock(at))(at)

  const months = withRoom([], calendar.months(1, scale.ends).map(month), width)
  const widthOf = (at: number) => (scale.position(at + MINUTES_A_DAY) - scale.position(at)) * width
  const days = every(MINUTES_A_DAY, scale.ends).filter((at) => widthOf(at) >= WIDE_DAY)
  const hours = days.filter((at) => widthOf(at) >= DAY_OF_HOURS)
  let finer: Tick[] = incidentDays(scale, days).map(day)
  for (const step of DAYS) finer = withRoom(finer, days.filter(isDay(calendar, step)).map(day), width)
  for (const step of HOURS) finer = withRoom(finer, hours.flatMap((at) => hoursOf(at, step)).filter((at) => at <= scale.ends).map(hour), width)
  return { months, finer }
}

/** The year stands where it begins. */
function monthLabel(calendar: Calendar, at: number): string {
  const date = calendar.date(at)
  return date.getUTCMonth() === 0 ? `${calendar.shortMonth(at)} ${date.getUTCFullYear()}` : calendar.shortMonth(at)
}

function every(step: number, until: number): number[] {
  return Array.from({ length: Math.floor(until / step) + 1 }, (_, index) => index * step)
}

/** Every so many hours of a day, but its midnight. */
function hoursOf(day: number, step: number): number[] {
  return Array.from({ length: 24 / step - 1 }, (_, index) => day + (index + 1) * step * 60)
}

/** The days of the incident come before all others. */
function incidentDays({ incident }: TimeScale, days: number[]): number[] {
  return incident ? days.filter((day) => day + MINUTES_A_DAY > incident.from && day < incident.until) : []
}

/** Round days of the month. The first is named by its month. */
function isDay(calendar: Calendar, step: number): (at: number) => boolean {
  return (at) => {
    const day = calendar.date(at).getUTCDate()
    return step === 1 || (day > 1 && day % step === 0 && day < 30)
  }
}

/** Those that are there, and of the new ones those that overlap none. */
function withRoom(placed: Tick[], more: Tick[], width: number): Tick[] {
  const found = [...placed]
  for (const tick of more) {
    const half = extent(tick)
    if (tick.x - half < 0 || tick.x + half > width) continue
    const free = neighbours(found, tick.x).every((other) => Math.abs(other.x - tick.x) >= half + extent(other) + GAP)
    if (free) found.splice(found.findLastIndex((other) => other.x < tick.x) + 1, 0, tick)
  }
  return found
}

const extent = (tick: Tick) => (tick.label.length * CHARACTER) / 2

/** The two beside a place in a list in order. */
function neighbours(list: Tick[], x: number): Tick[] {
  const before = list.findLastIndex((tick) => tick.x <= x)
  return list.slice(Math.max(before, 0), before + 2)
}
