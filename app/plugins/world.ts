// The map's ground, made while the app is built: land and borders of Natural Earth (public domain, by way of world-atlas),
// without what the map does not draw and thinner than it is published. `import world from 'virtual:world'`.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { quantize } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Plugin } from 'vite'

type Point = [number, number]

/** How far a line may be off the published one, in degrees: 3 km, a pixel where a theatre fills the screen. */
const TOLERANCE = 0.03
/** Steps around the world, each as long as that. */
const STEPS = 12_000

const NAME = 'virtual:world'

export function world(): Plugin {
  return {
    name: 'world',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(ground()))})` : null),
  }
}

function ground(): Topology {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json')
  const { transform, objects, bbox, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Topology
  if (!transform) throw new Error(`${file} holds no transform: is it still a quantized topology?`)
  const kept = { countries: objects['countries'] as GeometryCollection<{ name: string }>, land: objects['land'] as GeometryCollection }
  const arcs = rest.arcs.map((arc) => simplified(decoded(arc as Point[], transform)))
  return quantize({ ...rest, bbox, arcs, objects: kept } as Topology<typeof kept>, STEPS)
}

function decoded(arc: Point[], { scale, translate }: NonNullable<Topology['transform']>): Point[] {
  let [x, y] = [0, 0]
  return arc.map(([dx, dy]) => {
    x += dx
    y += dy
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
  })
}

/** Douglas and Peucker's algorithm (1973). Arcs are shared by neighbours, so these still fit. */
function simplified(arc: Point[]): Point[] {
  const [first, last] = [arc[0], arc.at(-1)]
  if (!first || !last || arc.length < 3) return arc
  let [farthest, distance] = [0, 0]
  for (let index = 1; index < arc.length - 1; index++) {
    const here = offLine(arc[index] as Point, first, last)
    if (here > distance) [farthest, distance] = [index, here]
  }
  // A closed ring keeps enough points to enclose something.
  const isRing = first[0] === last[0] && first[1] === last[1]
  if (distance <= TOLERANCE && !isRing) return [first, last]
  if (distance === 0) return arc
  return [...simplified(arc.slice(0, farthest + 1)).slice(0, -1), ...simplified(arc.slice(farthest))]
}

function offLine([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = Math.hypot(dx, dy)
  return length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs(dx * (ay - y) - dy * (ax - x)) / length
}
