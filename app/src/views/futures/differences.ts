// Differences between two studies, grouped so that all on an axis have one unit, in the order in which they come.

import type { Difference } from '../../lib/api/schema'
import { figure, placesFor, points, whole } from '../../lib/numbers'
import { MINUTES_A_DAY, type Calendar } from '../../lib/time'

export type DifferenceGroup = {
  key: string
  title: string
  /** Over which pairs, where it is not all of them. */
  hint: string
  /** Those that differ in some pair. */
  rows: Difference[]
  /** Those that are the same in every pair. */
  same: string[]
  isShare: boolean
  unit: string
}

const isDay = (row: Difference) => !row.is_share && row.unit === 'days' && sortOf(row.column) === DATES
const DATES = 'Dates'

function sortOf(column: string): string {
  if (column === 'result') return 'How it ends'
  if (column === 'incident' || column.startsWith('fact.')) return DATES
  return column.startsWith('outcome.') ? 'Outcomes' : 'Losses'
}

function titleOf(row: Difference): string {
  const sort = sortOf(row.column)
  if (row.is_share) return sort === DATES ? 'Whether it comes about' : sort === 'Outcomes' ? 'Outcomes: yes or no' : sort
  return row.unit === '1' ? sort : `${sort}, in ${row.unit}`
}

/** Days can only be compared where there is a day on both sides. */
const CONDITIONAL = 'Only over the pairs in which it comes about on both sides: how many those are stands in each row.'

/** Days are told to the minute, for the runs have no finer time. */
const isNone = (row: Difference) => row.difference === 0 || (row.unit === 'days' && Math.abs(row.difference) < 0.0007)

export function groupsOf(rows: Difference[]): DifferenceGroup[] {
  const found = new Map<string, DifferenceGroup>()
  for (const row of rows) {
    const title = titleOf(row)
    const hint = isDay(row) ? CONDITIONAL : ''
    const group = found.get(title) ?? { key: title, title, hint, rows: [], same: [], isShare: row.is_share, unit: row.unit }
    if (isNone(row)) group.same.push(row.title)
    else group.rows.push(row)
    found.set(title, group)
  }
  return [...found.values()]
}

/** "+2.6 points", "−13.8 people". */
export const toldOf = (row: Difference): string => withUnit(row.difference, row, placesOf(row))

/** A mark of an axis: "+20", "−0.5". */
export const tickOf = (value: number, isShare: boolean): string => withSign(value, isShare ? shortened(100 * value) : figure(value))

const shortened = (value: number) => figure(Number(value.toPrecision(6)))
const withSign = (value: number, told: string) => (value > 0 && told !== '0' ? `+${told}` : told)
const placesOf = (row: Difference) => placesFor([row.base, row.with, row.difference])

function withUnit(value: number, row: Difference, places: number): string {
  const told = tell(value, row, places)
  return withSign(value, told) + (row.is_share ? ' points' : row.unit === '1' ? '' : ` ${row.unit}`)
}

/** Points to the place of their shares. */
function tell(value: number, row: Difference, places: number): string {
  if (row.is_share) return points(value, places)
  return figure(row.unit === 'days' && Math.abs(value) < 0.0007 ? 0 : value)
}

/** The mean of the one and of the other, "46.0 % → 0 %"; of days as dates, with the pairs that have both. */
export function meansOf(row: Difference, calendar: Calendar): string {
  const places = placesOf(row)
  const date = (day: number) => calendar.shortDay(Math.round(day * MINUTES_A_DAY))
  const value = (value: number) => (row.is_share ? `${points(value, places)} %` : isDay(row) ? date(value) : figure(value))
  const pairs = isDay(row) && row.pairs ? `${whole(row.pairs)} pairs` : ''
  return [`${value(row.base)} → ${value(row.with)}`, pairs, timesOf(row)].filter(Boolean).join(' · ')
}

/** How many times more runs it would take without the same luck: "13×". */
const timesOf = ({ saved, difference }: Difference): string =>
  saved != null && saved > 1.05 && difference !== 0 ? `${timesText(saved)}×` : ''

/** Beyond a thousand the number says no more than that the pairs hardly differ. */
export const timesText = (times: number): string => (times > 1000 ? 'over 1,000 ' : figure(Number(times.toPrecision(2))))

/** "−48.8 to −42.6"; nothing where pairs are too few. */
export function rangeOf(row: Difference): string {
  const end = (value: number) => tell(value, row, placesOf(row))
  return row.interval ? `${end(row.interval[0])} to ${end(row.interval[1])}` : ''
}
