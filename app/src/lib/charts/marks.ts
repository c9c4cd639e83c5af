// How endings are told apart wherever they are points: by shape and colour. The most frequent of a study have a mark of their
// own, in a fixed order, so that it is the same in every chart of the study; the rest share one.

import type { ResultShare } from '../api/schema'

export type Shape = 'disc' | 'square' | 'triangle' | 'diamond' | 'cross' | 'ring' | 'plus' | 'box' | 'dot'
export type Mark = { shape: Shape; colour: string }

const OWN: Mark[] = [
  { shape: 'disc', colour: 'var(--ending-1)' },
  { shape: 'triangle', colour: 'var(--ending-2)' },
  { shape: 'square', colour: 'var(--ending-3)' },
  { shape: 'cross', colour: 'var(--ending-4)' },
  { shape: 'diamond', colour: 'var(--ending-2)' },
  { shape: 'ring', colour: 'var(--ending-1)' },
  { shape: 'box', colour: 'var(--ending-4)' },
  { shape: 'plus', colour: 'var(--ending-3)' },
]

export const OTHER: Mark = { shape: 'dot', colour: 'var(--ink-soft)' }

export type Result = number | null

/** The mark of each result of a study. */
export function marksOf(results: ResultShare[]): Map<Result, Mark> {
  const often = results.filter((row) => row.share.held > 0).sort((a, b) => b.share.held - a.share.held)
  return new Map(often.slice(0, OWN.length).map((row, rank) => [row.result ?? null, OWN[rank] ?? OTHER]))
}

/** Draws a shape of a radius, given how to move to a place beside its middle. */
type Drawn = (r: number, from: (dx: number, dy: number) => string) => string

const circle: Drawn = (r, from) => `${from(r, 0)}a${r},${r},0,1,1,${-2 * r},0a${r},${r},0,1,1,${2 * r},0z`
const square: Drawn = (r, from) => `${from(-r, -r)}h${2 * r}v${2 * r}h${-2 * r}z`

const PATHS: Record<Shape, Drawn> = {
  disc: circle,
  ring: circle,
  dot: (r, from) => circle(0.6 * r, from),
  square,
  box: square,
  triangle: (r, from) => `${from(0, -1.2 * r)}l${1.15 * r},${2.1 * r}h${-2.3 * r}z`,
  diamond: (r, from) => `${from(0, -1.35 * r)}l${1.35 * r},${1.35 * r}l${-1.35 * r},${1.35 * r}l${-1.35 * r},${-1.35 * r}z`,
  cross: (r, from) => `${from(-r, -r)}l${2 * r},${2 * r}${from(-r, r)}l${2 * r},${-2 * r}`,
  plus: (r, from) => `${from(-1.2 * r, 0)}h${2.4 * r}${from(0, -1.2 * r)}v${2.4 * r}`,
}

/** A shape as the path of an SVG around a place. */
export function pathOf(shape: Shape, radius: number, x = 0, y = 0): string {
  return PATHS[shape](radius, (dx, dy) => `M${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`)
}

/** Whether a shape is drawn as a line rather than filled. */
export const isOutline = (shape: Shape) => ['ring', 'box', 'cross', 'plus', 'dot'].includes(shape)
