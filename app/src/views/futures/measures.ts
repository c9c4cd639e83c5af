// What can be asked about, as `powderkeg sensitivity` and `discover` read it: `outcome.dead`, `fact.raid`, `result == 2`,
// `killed.usa > 10`.

import type { StudyView } from '../../lib/api/schema'
import { figure } from '../../lib/numbers'

export type Measure = { text: string; title: string }
export type MeasureGroup = { title: string; measures: Measure[] }

const facts = (study: StudyView): Measure[] => study.dates.map(({ column, title }) => ({ text: column, title: `${title}: whether` }))

const days = (study: StudyView): Measure[] =>
  study.dates.filter((row) => row.share.held > 1).map(({ column, title }) => ({ text: `day(${column})`, title: `${title}: the day` }))

const results = (study: StudyView): Measure[] =>
  study.results
    .filter((row) => row.result != null && row.share.held > 0)
    .sort((a, b) => b.share.held - a.share.held)
    .map((row) => ({ text: `result == ${row.result}`, title: row.text }))

const losses = (study: StudyView) =>
  study.losses.flatMap(({ killed, wounded, captured }) => [killed, wounded, ...(captured ? [captured] : [])])

const outcomes = (study: StudyView, isYesOrNo: boolean) => study.outcomes.filter((outcome) => outcome.is_yes_or_no === isYesOrNo)

const plain = ({ column, title }: { column: string; title: string }): Measure => ({ text: column, title })
const some = ({ column, title }: { column: string; title: string }): Measure => ({ text: `${column} > 0`, title })

const filled = (groups: MeasureGroup[]) => groups.filter((group) => group.measures.length)

/** What a variance can be taken apart of. */
export function quantitiesOf(study: StudyView): MeasureGroup[] {
  return filled([
    { title: 'Outcomes', measures: outcomes(study, false).map(plain) },
    { title: 'Outcomes: yes or no', measures: outcomes(study, true).map(plain) },
    { title: 'Losses', measures: losses(study).map(plain) },
    { title: 'Dates: whether at all', measures: facts(study) },
    { title: 'Dates: the day', measures: days(study) },
    { title: 'It ends so', measures: results(study) },
  ])
}

/** What can be looked for: a yes or no. A quantity becomes one by a value that it is to be above. */
export function endingsOf(study: StudyView): MeasureGroup[] {
  const above = [...outcomes(study, false), ...losses(study)]
    .filter((spread) => spread.some.held > 0)
    .map((spread) => ({ text: `${spread.column} > ${spread.quantiles[3]}`, title: `${spread.title}: more than…` }))
  return filled([
    { title: 'It ends so', measures: results(study) },
    { title: 'Outcomes: yes or no', measures: outcomes(study, true).map(some) },
    { title: 'It comes about', measures: facts(study).map((fact) => ({ ...fact, title: fact.title.replace(/: whether$/, '') })) },
    { title: 'More than a value', measures: above },
  ])
}

/** "outcome.dead > 20" taken apart; none where it is no comparison with a value above which it is to be. */
export function comparisonOf(text: string): { column: string; value: number } | null {
  const found = /^(\S+) > (-?[\d.]+(?:e-?\d+)?)$/.exec(text)
  return found?.[1] !== undefined ? { column: found[1], value: Number(found[2]) } : null
}

/** The measure in words. */
export function titleOf(text: string, groups: MeasureGroup[]): string {
  const all = groups.flatMap((group) => group.measures)
  const same = all.find((measure) => measure.text === text)
  const compared = comparisonOf(text)
  if (!compared) return same?.title ?? text
  const like = all.find((measure) => comparisonOf(measure.text)?.column === compared.column)
  return like?.title.endsWith('…') ? like.title.replace('…', ` ${figure(compared.value)}`) : (like?.title ?? text)
}
