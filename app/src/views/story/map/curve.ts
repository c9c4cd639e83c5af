// Lines of the overlay as paths of SVG.

import type { Point } from './labels'

/** How far a stream bends, as a share of its length; those beside each other bend more or less. */
const BEND = 0.14
const BESIDE = 0.13

export const line = (points: Point[]): string =>
  points.map(({ x, y }, index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** How far along a stream its arrow's head is: past the middle, so that streams from one place have theirs apart. */
const HEAD_AT = 0.6

/** A bent line, and where its arrow's head lies and points to, along the line: the transform of a head that points right. */
export function bend(from: Point, to: Point, lane: number): { path: string; arrow: string } {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const by = BEND + lane * BESIDE
  const control = { x: (from.x + to.x) / 2 - dy * by, y: (from.y + to.y) / 2 + dx * by }
  const head = along(from, control, to, HEAD_AT)
  const place = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`
  return {
    path: `M${place(from)}Q${place(control)} ${place(to)}`,
    arrow: `translate(${place(head.at)}) rotate(${head.angle.toFixed(1)})`,
  }
}

/** The point of a quadratic curve at a share of it, and the degrees that it runs at there, from the right clockwise. */
export function along(from: Point, control: Point, to: Point, share: number): { at: Point; angle: number } {
  const rest = 1 - share
  const point = (axis: 'x' | 'y') => rest * rest * from[axis] + 2 * rest * share * control[axis] + share * share * to[axis]
  const slope = (axis: 'x' | 'y') => rest * (control[axis] - from[axis]) + share * (to[axis] - control[axis])
  return { at: { x: point('x'), y: point('y') }, angle: (Math.atan2(slope('y'), slope('x')) * 180) / Math.PI }
}
