// The kinds of distribution as an author writes them, filled in near what a number is now.

import type { Parameter } from '../../../lib/api/schema'

export type Kind = { name: string; arguments: string; about: string }

export const KINDS: Kind[] = [
  { name: 'constant', arguments: 'value', about: 'One value in every run.' },
  { name: 'uniform', arguments: 'least, greatest', about: 'Every value in between alike.' },
  { name: 'loguniform', arguments: 'least, greatest', about: 'Every order of magnitude alike; both above 0.' },
  { name: 'triangular', arguments: 'least, most probable, greatest', about: 'Rises in a straight line, and falls.' },
  { name: 'normal', arguments: 'mean, standard deviation', about: 'The bell curve, cut off at the range.' },
  { name: 'lognormal', arguments: 'median, sd of the logarithm', about: 'A bell curve of the logarithm, cut off at the range.' },
  { name: 'beta', arguments: 'a, b', about: 'A share, as after a − 1 successes and b − 1 failures.' },
  { name: 'poisson', arguments: 'mean', about: 'A count of events that know nothing of each other.' },
  { name: 'choice', arguments: 'values …', about: 'One of these, each alike.' },
]

/** Standard deviations between the 5 % and the 95 % quantile of a normal distribution. */
const SPAN = 3.29

/** A distribution of this kind that is near the number as it is; a choice of a party stays one. */
export function template(kind: string, parameter: Parameter): string {
  const { low, middle, high } = spread(parameter)
  const [least, mid, greatest] = [low, middle, high].map(plain)
  const sd = (high - low) / SPAN
  const texts: Record<string, string> = {
    constant: `value = ${mid}`,
    uniform: `uniform = [${least}, ${greatest}]`,
    loguniform: `loguniform = [${plain(positive(low, high))}, ${greatest}]`,
    triangular: `triangular = [${least}, ${mid}, ${greatest}]`,
    normal: `normal = [${mid}, ${plain(sd)}]`,
    lognormal: `lognormal = [${plain(positive(middle, high))}, ${plain(Math.log(high / positive(low, high)) / SPAN || 0.3)}]`,
    beta: `beta = [${shapes(middle, sd).map(plain).join(', ')}]`,
    poisson: `poisson = ${mid}`,
    choice: `choice = [${least}, ${mid}, ${greatest}]`,
  }
  if (parameter.kind === 'lever') return `{ ${texts[kind]}, lever = true }`
  return kind === 'constant' ? (mid ?? '') : `{ ${texts[kind]} }`
}

/** Its 5, 50 and 95 % quantiles; a fifth to both sides of one value, within its range. */
function spread(parameter: Parameter): { low: number; middle: number; high: number } {
  const [low, , middle, , high] = parameter.quantiles
  if (high > low) return { low, middle, high }
  const reach = Math.abs(middle) / 5 || 1
  return { low: Math.max(middle - reach, parameter.min ?? -Infinity), middle, high: Math.min(middle + reach, parameter.max ?? Infinity) }
}

const positive = (value: number, below: number) => (value > 0 ? value : below / 100)

/** Shapes of a beta distribution with this mean and standard deviation (method of moments). */
function shapes(mean: number, sd: number): [number, number] {
  if (!(mean > 0 && mean < 1)) return [2, 2]
  const total = Math.max((mean * (1 - mean)) / (sd * sd || 0.01) - 1, 2)
  return [mean * total, (1 - mean) * total]
}

/** Three significant digits, as TOML reads them. */
const plain = (value: number) => String(Number(value.toPrecision(3)))
