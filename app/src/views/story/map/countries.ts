// The names of countries, each in the middle of its largest part.

import { feature } from 'topojson-client'
import world from 'virtual:world'
import type { Lonlat } from '../where'

export interface Country {
  name: string
  at: Lonlat
  /** Square degrees of its largest part: the larger comes first. */
  area: number
}

export function countries(): Country[] {
  return feature(world, world.objects.countries).features.flatMap(({ geometry, properties }) => {
    const parts =
      geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : []
    const middles = parts.map(([outer]) => middle((outer ?? []) as Lonlat[]))
    const largest = middles.sort((one, other) => other.area - one.area)[0]
    return largest ? [{ name: properties.name, ...largest }] : []
  })
}

/** Centroid and area of a ring, by the shoelace formula. */
function middle(ring: Lonlat[]): { at: Lonlat; area: number } {
  let [twice, x, y] = [0, 0, 0]
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(index + 1) % ring.length] as Lonlat
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return { at: twice ? [x / (3 * twice), y / (3 * twice)] : (ring[0] ?? [0, 0]), area: Math.abs(twice / 2) }
}
