// Differences between two studies, grouped so that all on an axis have one unit, in the order in which they come.

import type { Difference } from '../../lib/api/schema'
import { figure, percent } from '../../lib/numbers'

export type DifferenceGroup = {
  key: string
  title: string
  /** Those that differ in some pair. */
  rows: Difference[]
  /** Those that are the same in every pair. */
  same: string[]
  isShare: boolean
  unit: string
}

function sortOf(column: string): string {
  if (column === 'result') return 'How it ends'
  if (column === 'incident' || column.startsWith('fact.')) return 'Dates'
  return column.startsWith('outcome.') ? 'Outcomes' : 'Losses'
}

function titleOf(row: Difference): string {
  const sort = sortOf(row.column)
  if (row.is_share) return sort === 'Dates' ? 'Whether it comes about' : sort === 'Outcomes' ? 'Outcomes: yes or no' : sort
  return row.unit === '1' ? sort : `${sort}, in ${row.unit}`
}

export function groupsOf(rows: Difference[]): DifferenceGroup[] {
  const found = new Map<string, DifferenceGroup>()
  for (const row of rows) {
    const title = titleOf(row)
    const group = found.get(title) ?? { key: title, title, rows: [], same: [], isShare: row.is_share, unit: row.unit }
    if (row.difference === 0) group.same.push(row.title)
    else group.rows.push(row)
    found.set(title, group)
  }
  return [...found.values()]
}

/** "+2.6 points", "−13.8 people". */
export function signed(value: number, isShare: boolean, unit: string): string {
  const told = tell(value, isShare, unit)
  const text = told + (isShare ? ' points' : unit === '1' ? '' : ` ${unit}`)
  return value > 0 && told !== '0' ? `+${text}` : text
}

/** Points to a tenth; days to the minute, for the runs have no finer time. */
function tell(value: number, isShare: boolean, unit: string): string {
  if (isShare) return figure(Number((100 * value).toFixed(1)))
  return figure(unit === 'days' && Math.abs(value) < 0.0007 ? 0 : value)
}

/** The mean of the one and of the other, and how many times more runs it would take without the same luck: "46 % → 0 % · 13×". */
export function meansOf(row: Difference): string {
  const value = (value: number) => (row.is_share ? percent(value) : figure(value))
  const saved = row.saved != null && row.saved > 1.05 ? ` · ${figure(Number(row.saved.toPrecision(2)))}×` : ''
  return `${value(row.base)} → ${value(row.with)}${saved}`
}

/** "−48.8 to −42.6"; nothing where pairs are too few. */
export function rangeOf(row: Difference): string {
  const end = (value: number) => tell(value, row.is_share, row.unit)
  return row.interval ? `${end(row.interval[0])} to ${end(row.interval[1])}` : ''
}
