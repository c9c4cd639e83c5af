// The columns of a study: which are looked at first, how they are grouped, how their values are told.

import type { Column, ColumnKind, Dates, StudyView } from '../../lib/api/schema'
import type { Grain } from '../../lib/charts/histogram'
import { monthTicks, numberTicks, type Tick } from '../../lib/charts/ticks'
import { figure } from '../../lib/numbers'
import { MINUTES_A_DAY, type Calendar } from '../../lib/time'

/** As many as are drawn at once. */
export const MOST = 12

export const GROUPS: { kind: ColumnKind; title: string }[] = [
  { kind: 'date', title: 'Dates' },
  { kind: 'outcome', title: 'Outcomes' },
  { kind: 'loss', title: 'Losses' },
  { kind: 'lever', title: 'Choices of the parties' },
  { kind: 'parameter', title: 'Uncertain numbers' },
]

const spreadsOf = (study: StudyView) => [...study.outcomes, ...study.losses.map((losses) => losses.killed)]

/** Columns with something to see: dates that came about in some runs and quantities that are not the same in all. */
function lively(study: StudyView): { dates: string[]; quantities: string[] } {
  const isSpread = ({ share, quantiles }: Dates) => share.value > 0.02 && (quantiles?.[0] ?? 0) < (quantiles?.[2] ?? 0)
  const dates = study.dates.filter(isSpread).map((row) => row.column)
  const quantities = spreadsOf(study)
    .filter((spread) => !spread.is_yes_or_no && spread.histogram.counts.filter((count) => count > 0).length > 2)
    .map((spread) => spread.column)
  return { dates, quantities }
}

export function firstColumns(study: StudyView): string[] {
  const { dates, quantities } = lively(study)
  return [...dates.slice(0, 2), ...quantities.slice(0, 4)]
}

/** What points are first drawn over: a date, and the quantity that has the most different values. */
export function firstAxes(study: StudyView): [string, string] | null {
  const { dates, quantities } = lively(study)
  const spread = (name: string) => spreadsOf(study).find((spread) => spread.column === name)
  const values = (name: string) => spread(name)?.histogram.counts.filter((count) => count > 0).length ?? 0
  const varied = [...quantities].sort((a, b) => values(b) - values(a))
  // An outcome may be a loss under another name.
  const other = varied.find((name) => spread(name)?.mean.value !== spread(varied[0] ?? '')?.mean.value)
  const [x, y] = [dates[0] ?? other, varied[0] ?? dates[1]]
  return x && y ? [x, y] : null
}

export const grainOf = ({ kind, is_whole }: Column): Grain => (kind === 'date' ? 'day' : is_whole ? 'whole' : 'fine')

export type Told = { label: (value: number) => string; ticksOf: (low: number, high: number, width: number) => Tick[] }

/** How values of a column are told: days as dates. */
export function toldAs(column: Column | undefined, calendar: Calendar): Told {
  if (column?.kind === 'date') {
    return {
      label: (day) => calendar.shortDay(Math.floor(day) * MINUTES_A_DAY),
      ticksOf: (low, high, width) => monthTicks(calendar, low, high, width),
    }
  }
  return { label: figure, ticksOf: (low, high, width) => numberTicks(low, high, width) }
}
