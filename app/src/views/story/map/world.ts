// Land, borders and the names of countries, as a flat map needs them.
//
// The world's lines run on across the antimeridian, as on a globe: from 180° to −180°. On a flat map such a line would cross
// the whole world back, so longitudes go on beyond 180° there.

import { feature, mesh } from 'topojson-client'
import world from 'virtual:world'
import type { Lonlat } from '../where'

export interface Country {
  name: string
  /** The middle of its largest part. */
  at: Lonlat
  /** Square degrees of that part: the larger comes first. */
  area: number
  /** Its outlines. */
  shape: Ring[][]
}

export type Ring = GeoJSON.Position[]

export function land(): GeoJSON.MultiPolygon {
  const { features } = feature(world, world.objects.land)
  return { type: 'MultiPolygon', coordinates: features.flatMap(({ geometry }) => partsOf(geometry)) }
}

export function borders(): GeoJSON.MultiLineString {
  const { coordinates } = mesh(world, world.objects.countries, (one, other) => one !== other)
  return { type: 'MultiLineString', coordinates: coordinates.map(unrolled) }
}

export function countries(): Country[] {
  return feature(world, world.objects.countries).features.flatMap(({ geometry, properties }) => {
    const shape = partsOf(geometry)
    const middles = shape.map(([outer]) => middle(outer ?? []))
    const largest = middles.sort((one, other) => other.area - one.area)[0]
    return largest ? [{ name: properties.name, ...largest, shape }] : []
  })
}

/** Names that scenarios use, now or at the time in official use, and what Natural Earth calls the same country. The page's
    map has the same list. */
const ALIASES: Record<string, string> = {
  'bosnia and herzegovina': 'Bosnia and Herz.',
  'bosnia-herzegovina': 'Bosnia and Herz.',
  bosnia: 'Bosnia and Herz.',
  burma: 'Myanmar',
  'cape verde': 'Cabo Verde',
  'czech republic': 'Czechia',
  'democratic republic of the congo': 'Dem. Rep. Congo',
  'east timor': 'Timor-Leste',
  eswatini: 'eSwatini',
  'ivory coast': "Côte d'Ivoire",
  'north macedonia': 'Macedonia',
  'russian federation': 'Russia',
  swaziland: 'eSwatini',
  türkiye: 'Turkey',
}

/** Whether a party's title means a country: "United States" does "United States of America". */
export function means(title: string, country: string): boolean {
  const bare = title.replace(/^the /i, '')
  const name = ALIASES[bare.toLowerCase()] ?? bare
  return name !== '' && (country.startsWith(`${name} of `) || country.toLowerCase() === name.toLowerCase())
}

/** How many places within a country its name may stand at. */
const SPOTS = 150

/** Places within a country, evenly spread, where its name may stand. */
export function spots({ shape, area }: Country): Lonlat[] {
  const step = Math.sqrt(area / SPOTS)
  return shape.flatMap((part) => {
    const outer = part[0] ?? []
    const [west, east] = extent(outer.map(([longitude = 0]) => longitude))
    const [south, north] = extent(outer.map(([, latitude = 0]) => latitude))
    const found: Lonlat[] = []
    for (let y = south + step / 2; y < north; y += step) {
      for (let x = west + step / 2; x < east; x += step) if (isWithin([x, y], part)) found.push([x, y])
    }
    return found
  })
}

const extent = (values: number[]): [number, number] =>
  values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])

/** Whether a line to the east crosses the outlines an odd number of times. */
function isWithin([x, y]: Lonlat, rings: Ring[]): boolean {
  let isIn = false
  for (const ring of rings) {
    for (const [index, [ax = 0, ay = 0]] of ring.entries()) {
      const [bx = 0, by = 0] = ring[(index + 1) % ring.length] ?? []
      if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) isIn = !isIn
    }
  }
  return isIn
}

function partsOf(geometry: GeoJSON.Geometry): Ring[][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates.map(closed)]
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.map((rings) => rings.map(closed))
  return []
}

/** No step of it is longer than half the world. */
export function unrolled(line: Ring): Ring {
  let turns = 0
  let last: number | undefined
  return line.map(([longitude = 0, latitude = 0]) => {
    if (last !== undefined && Math.abs(longitude - last) > 180) turns += longitude < last ? 360 : -360
    last = longitude
    return [longitude + turns, latitude]
  })
}

/** A ring around a pole does not end where it began: it is closed along the pole's edge of the map. */
export function closed(ring: Ring): Ring {
  const line = unrolled(ring)
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last || first[0] === last[0]) return line
  const pole = (first[1] ?? 0) < 0 ? -90 : 90
  return [...line, [last[0] ?? 0, pole], [first[0] ?? 0, pole], first]
}

/** Centroid and area of a ring, by the shoelace formula. */
function middle(ring: Ring): { at: Lonlat; area: number } {
  let [twice, x, y] = [0, 0, 0]
  for (const [index, [ax = 0, ay = 0]] of ring.entries()) {
    const [bx = 0, by = 0] = ring[(index + 1) % ring.length] ?? []
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return { at: twice ? [x / (3 * twice), y / (3 * twice)] : [0, 0], area: Math.abs(twice / 2) }
}
