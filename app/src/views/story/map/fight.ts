// Who fights over a place, and how many they are.

import type { Entity } from '../../../lib/api/schema'
import { whole } from '../../../lib/numbers'
import { last } from '../sorted'
import type { Tale } from '../tale'
import { condition, lonlat, whereabouts, type Lonlat } from '../where'

export interface Fight {
  /** Path of the place. */
  over: string
  /** Paths of the forces. */
  by: string[]
  /** "fight: 235 against 549". */
  words: string
}

/** Degrees of latitude within which a force is at a place: its airfield may lie that far off. */
const NEAR = 0.5

export function fights(tale: Tale, minute: number): Fight[] {
  const places = tale.story.entities.filter(({ kind, stays }) => kind === 'facility' && stays.length > 0)
  return places.filter((place) => condition(place, minute).includes('fought over')).flatMap((place) => fightOver(tale, place, minute) ?? [])
}

/** None where the forces there are not of two sides. */
function fightOver(tale: Tale, place: Entity, minute: number): Fight | null {
  const at = lonlat(place.stays[0]?.at ?? [])
  const there = tale.story.entities.filter((entity) => entity.kind === 'force' && isAt(entity, at, minute))
  const sides = new Map<string, number>()
  // Who came last attacks, and is named first.
  const since = (entity: Entity) => last(entity.stays, minute, (stay) => stay.from)?.from ?? 0
  for (const force of [...there].sort((one, other) => since(other) - since(one))) {
    const side = tale.party(force.party)?.side ?? force.party ?? ''
    sides.set(side, (sides.get(side) ?? 0) + (last(force.strength, minute, (row) => row.at)?.people ?? 0))
  }
  if (sides.size < 2) return null
  const words = `fight: ${[...sides.values()].map(whole).join(' against ')}`
  return { over: place.path, by: there.map(({ path }) => path), words }
}

function isAt(force: Entity, [longitude, latitude]: Lonlat, minute: number): boolean {
  const where = whereabouts(force, minute)
  if (!where || where.leg) return false
  const across = (where.at[0] - longitude) * Math.cos((latitude * Math.PI) / 180)
  return Math.hypot(across, where.at[1] - latitude) < NEAR
}
