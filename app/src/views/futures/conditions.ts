// Conditions on the runs of a study, as the address holds them (`outcome.dead:5..20`, `fact.raid:never`) and as people read
// them.

import type { Column, Condition, ResultShare } from '../../lib/api/schema'
import { figure, quantity } from '../../lib/numbers'
import { MINUTES_A_DAY, type Calendar } from '../../lib/time'

const NEVER = 'never'

export function writeCondition({ column, low, high, is_missing }: Condition): string {
  return is_missing ? `${column}:${NEVER}` : `${column}:${low ?? ''}..${high ?? ''}`
}

/** None for what is no condition: an address may be typed by hand. */
export function readCondition(text: string): Condition | null {
  const cut = text.lastIndexOf(':')
  const column = text.slice(0, cut)
  const range = text.slice(cut + 1)
  if (cut < 1) return null
  if (range === NEVER) return { column, is_missing: true }
  const ends = range.split('..')
  const [low, high] = ends.map((end) => (end === '' ? null : Number(end)))
  if (ends.length !== 2 || low === undefined || high === undefined) return null
  if (Number.isNaN(low) || Number.isNaN(high) || (low === null && high === null)) return null
  return { column, low, high, is_missing: false }
}

/** The conditions with one of them set, or taken away: at most one a column. */
export function withCondition(all: Condition[], column: string, set: Condition | null): Condition[] {
  const at = all.findIndex((one) => one.column === column)
  if (!set) return all.filter((one) => one.column !== column)
  return at < 0 ? [...all, set] : all.map((one, place) => (place === at ? set : one))
}

/** A value of a column: a date for days. */
export function valueText(value: number, column: Column, calendar: Calendar): string {
  return column.kind === 'date' ? calendar.day(Math.floor(value) * MINUTES_A_DAY) : quantity(value, column.unit)
}

/** "Dead: 5 to 20 people", "Raid: did not come about". */
export function conditionText(
  condition: Condition,
  column: Column | undefined,
  results: ResultShare[],
  calendar: Calendar,
): string {
  const { low, high, is_missing } = condition
  if (!column) return `${condition.column}: there is no such column`
  if (column.kind === 'result') return `Ends so: ${resultText(is_missing ? null : (low ?? null), results)}`
  if (is_missing) return `${column.title}: did not come about`
  const tell = (value: number) => valueText(value, column, calendar)
  if (low != null && high != null) return `${column.title}: ${rangeText(low, high, column, tell)}`
  if (low != null) return `${column.title}: ${column.kind === 'date' ? 'from' : 'at least'} ${tell(low)}`
  return `${column.title}: ${column.kind === 'date' ? 'until' : 'at most'} ${tell(high ?? 0)}`
}

function rangeText(low: number, high: number, column: Column, tell: (value: number) => string): string {
  if (low === high) return tell(low)
  return column.kind === 'date' ? `${tell(low)} to ${tell(high)}` : `${figure(low)} to ${tell(high)}`
}

export function resultText(result: number | null, results: ResultShare[]): string {
  return results.find((row) => (row.result ?? null) === result)?.text ?? 'No result holds'
}

/** The condition that a run ends so. */
export function endsSo(result: number | null | undefined): Condition {
  return result == null
    ? { column: 'result', is_missing: true }
    : { column: 'result', low: result, high: result, is_missing: false }
}
