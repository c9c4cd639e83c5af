// What a histogram shows of its bins: where a long tail is cut off, where a bar is broken so that the others can be seen,
// and how a range of bins becomes the least and the greatest value of a condition.

import type { Histogram } from '../api/schema'

export type Tail = { runs: number; until: number }

/** The edge at which a long tail is cut: where the last runs of a thousand would take more than a third of the width. */
export function cutAt(histogram: Histogram, kept = 0.995): { edge: number; tail: Tail | null } {
  const { edges, counts } = histogram
  const first = edges[0] ?? 0
  const last = edges[edges.length - 1] ?? 1
  const total = sum(counts)
  let seen = 0
  for (let bin = 0; bin < counts.length; bin++) {
    seen += counts[bin] ?? 0
    if (seen < kept * total) continue
    const edge = edges[bin + 1] ?? last
    const isLong = edge - first < 0.67 * (last - first) && seen < total
    return isLong ? { edge, tail: { runs: total - seen, until: last } } : { edge: last, tail: null }
  }
  return { edge: last, tail: null }
}

/** The count at which the axis ends. A bar more than three times the next is broken there. */
export function topOf(counts: number[]): { top: number; isBroken: boolean } {
  const [first = 0, second = 0] = [...counts].sort((a, b) => b - a)
  return second > 0 && first > 3 * second ? { top: 1.4 * second, isBroken: true } : { top: Math.max(1, first), isBroken: false }
}

/** How many times a small part is enlarged to be seen beside the whole: 1, 2, 5, 10, … */
export function enlargement(part: number[], top: number): number {
  const highest = Math.max(0, ...part)
  if (highest === 0 || highest > 0.3 * top) return 1
  const room = (0.9 * top) / highest
  const power = 10 ** Math.floor(Math.log10(room))
  return room >= 5 * power ? 5 * power : room >= 2 * power ? 2 * power : power
}

/** One enlargement for several, so that they can be laid beside each other: the least that any of them has room for. */
export function sharedEnlargement(pairs: [Histogram, Histogram][]): number {
  const each = pairs.map(([all, part]) => {
    const bins = all.edges.filter((edge) => edge <= cutAt(all).edge).length - 1
    const shown = part.counts.slice(0, bins)
    return sum(shown) > 0 ? enlargement(shown, topOf(all.counts.slice(0, bins)).top) : Infinity
  })
  const least = Math.min(...each)
  return Number.isFinite(least) ? least : 1
}

/** What values a quantity can have: whole numbers, moments told by days, or any. */
export type Grain = 'whole' | 'day' | 'fine'

/** Days in a little less than a minute, the finest time there is. */
const MOMENT = 0.0005

/** The greatest value below an edge: bins do not hold their upper edges, conditions hold their bounds. */
function below(edge: number, grain: Grain): number {
  if (grain === 'whole') return edge - 1
  return grain === 'day' ? edge - MOMENT : edge
}

/** The bound that holds all of a value: of a day, up to its last minute. */
export function upTo(value: number, grain: Grain): number {
  return grain === 'day' ? below(value + 1, grain) : value
}

/** The place on the axis up to which a bound holds. */
function above(bound: number, grain: Grain): number {
  if (grain === 'whole') return bound + 1
  return grain === 'day' ? bound + MOMENT : bound
}

/** Whether each bin is one whole number: then its mark stands in its middle. */
export const isOneEach = ({ edges }: Histogram, grain: Grain) => grain === 'whole' && (edges[1] ?? 0) - (edges[0] ?? 0) === 1

/** The range on the axis that a condition takes up. */
export function rangeOf(grain: Grain, low: number | null, high: number | null): [number | null, number | null] {
  return [low, high === null ? null : above(high, grain)]
}

/** The condition of a range on an axis; a range up to one of its ends has no bound there. */
export function boundsOf(
  grain: Grain,
  [from, to]: [number, number],
  [first, last]: [number, number],
): { low: number | null; high: number | null } {
  return { low: from <= first ? null : from, high: to >= last ? null : below(to, grain) }
}

/** The edge nearest to a value. */
export function nearestEdge(edges: number[], value: number): number {
  return edges.reduce((best, edge) => (Math.abs(edge - value) < Math.abs(best - value) ? edge : best), edges[0] ?? 0)
}

/** The edge a number of steps from a value. */
export function steppedEdge(edges: number[], value: number, steps: number): number {
  const place = edges.indexOf(nearestEdge(edges, value)) + steps
  return edges[Math.min(edges.length - 1, Math.max(0, place))] ?? value
}

/** The bins without the runs in which nothing was lost, so that the others can be seen. */
export function withoutZeros(histogram: Histogram, zeros: number): Histogram {
  const bin = histogram.edges.findIndex((edge, at) => edge <= 0 && (histogram.edges[at + 1] ?? -1) > 0)
  if (bin < 0) return histogram
  const counts = histogram.counts.map((count, at) => (at === bin ? Math.max(0, count - zeros) : count))
  return bin === 0 && counts[0] === 0 ? { edges: histogram.edges.slice(1), counts: counts.slice(1) } : { ...histogram, counts }
}

/** Neighbouring bins put together, so that a bar is not thinner than it can be seen. */
export function gathered(counts: number[], size: number): number[] {
  const found: number[] = []
  for (let at = 0; at < counts.length; at += size) found.push(sum(counts.slice(at, at + size)))
  return found
}

export const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
