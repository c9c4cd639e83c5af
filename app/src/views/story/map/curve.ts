// Lines of the overlay as paths of SVG.

import type { Point } from './labels'

/** How far a stream bends, as a share of its length; those beside each other bend more or less. */
const BEND = 0.14
const BESIDE = 0.13

export const line = (points: Point[]): string =>
  points.map(({ x, y }, index) => `${index ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** A bent line, and where its middle lies and points to: the transform of an arrow's head. */
export function bend(from: Point, to: Point, lane: number): { path: string; arrow: string } {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const by = BEND + lane * BESIDE
  const control = { x: (from.x + to.x) / 2 - dy * by, y: (from.y + to.y) / 2 + dx * by }
  // Halfway along a quadratic curve, which runs there as its ends lie.
  const middle = { x: (from.x + to.x) / 4 + control.x / 2, y: (from.y + to.y) / 4 + control.y / 2 }
  const angle = (Math.atan2(dy, dx) * 180) / Math.PI
  const place = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`
  return {
    path: `M${place(from)}Q${place(control)} ${place(to)}`,
    arrow: `translate(${place(middle)}) rotate(${angle.toFixed(1)})`,
  }
}
