// The countries of the map: those of the parties, in their colours, and all others.

import type { Colour, Tale } from '../tale'
import type { Lonlat } from '../where'
import { countries, means, spots, type Country } from './world'

export interface Land extends Country {
  /** Its party's colour, 0 for one without a side; none where it is no party. */
  colour: Colour | null
  /** Where its name may stand. */
  spots: Lonlat[]
}

export function lands(tale: Tale): Land[] {
  return countries().map((country) => {
    const party = tale.story.parties.find(({ title }) => means(title, country.name))
    return { ...country, colour: party ? tale.colour(party.id) : null, spots: party ? spots(country) : [country.at] }
  })
}

/** The parties' countries, each with its colour, for the ground to paint. */
export function tinted(all: Land[]): GeoJSON.FeatureCollection<GeoJSON.MultiPolygon, { colour: Colour }> {
  const features = all.flatMap(({ shape, colour }) =>
    colour === null ? [] : [{ type: 'Feature' as const, properties: { colour }, geometry: { type: 'MultiPolygon' as const, coordinates: shape } }],
  )
  return { type: 'FeatureCollection', features }
}
