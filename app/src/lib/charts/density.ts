// How a number's distribution is drawn: over which values, on which scale, and where its labels stand.

import type { Parameter } from '../api/schema'

export type Scale = 'linear' | 'log'
export type Extent = { low: number; high: number; scale: Scale }

const isChoice = (parameter: Parameter) => /^\{\s*choice\b/.test(parameter.value)
const isLog = (parameter: Parameter) => /^\{\s*log(uniform|normal)\b/.test(parameter.value)

/** Whether it is drawn as bars, each a value with its share, rather than as an area. */
export const isDiscrete = (parameter: Parameter) =>
  parameter.density.length === 0 || isChoice(parameter) || /^\{\s*poisson\b/.test(parameter.value)

/** A bound as large as this is written where there is none. */
const BOUNDLESS = 1e9

/** The least and the greatest value a number may take; null where nothing bounds it. */
export function boundsOf({ min, max }: Pick<Parameter, 'min' | 'max'>): { min: number | null; max: number | null } {
  const real = (bound: number | null | undefined) => (typeof bound === 'number' && Math.abs(bound) < BOUNDLESS ? bound : null)
  return { min: real(min), max: real(max) }
}

/** The values over which numbers are drawn together; null where there is but one value and nothing around it. */
export function extentOf(parameters: [Parameter, ...Parameter[]]): Extent | null {
  const values = parameters.flatMap((one) => [...one.density.map(([value]) => value), ...one.quantiles])
  let [low, high] = [Math.min(...values), Math.max(...values)]
  if (low === high) {
    const { min, max } = boundsOf(parameters[0])
    if (min === null || max === null) return null
    low = Math.min(low, min)
    high = Math.max(high, max)
  }
  if (!(high > low)) return null
  const scale = low > 0 && parameters.some(isLog) ? 'log' : 'linear'
  return { low, high, scale }
}

/** Heights over 0 to 1 as they are drawn: on a logarithmic scale a density is one of the logarithm. */
export function outline(parameter: Parameter, scale: Scale): [number, number][] {
  const isCurved = scale === 'log' && !isDiscrete(parameter)
  const given = isCurved ? parameter.density.flatMap((point, index, all) => towards(point, all[index + 1])) : parameter.density
  const points = given.map(([value, height]): [number, number] => [value, isCurved ? height * value : height])
  const top = Math.max(...points.map(([, height]) => height))
  return points.map(([value, height]) => [value, top > 0 ? height / top : 0])
}

/** A point and some of those on the straight line to the next, which is curved on a logarithmic scale. */
function towards(from: [number, number], to: [number, number] | undefined): [number, number][] {
  if (!to) return [from]
  return Array.from({ length: STEPS }, (_, step): [number, number] => {
    const share = step / STEPS
    return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
  })
}

const STEPS = 12

/** Middles of labels near where they belong, within a width and clear of each other. */
export function apart(left: Label, right: Label, width: number, gap = 8): [number, number] {
  const within = (label: Label) => Math.min(Math.max(label.at, label.width / 2), width - label.width / 2)
  let [first, second] = [within(left), within(right)]
  const missing = (left.width + right.width) / 2 + gap - (second - first)
  if (missing > 0) {
    first = Math.max(left.width / 2, Math.min(first - missing / 2, width - right.width - gap - left.width / 2))
    second = Math.min(width - right.width / 2, first + (left.width + right.width) / 2 + gap)
  }
  return [first, second]
}

export type Label = { at: number; width: number }
