// Where something is at a minute, and in what state.

import type { Entity, Leg, Position } from '../../lib/api/schema'
import { last } from './sorted'

export type Lonlat = [longitude: number, latitude: number]

export interface Whereabouts {
  at: Lonlat
  /** The place's name; none on the way. */
  place: string | null
  /** The way it is on. */
  leg: Leg | null
}

export function lonlat(position: Position): Lonlat {
  return [position[0] ?? 0, position[1] ?? 0]
}

/** None where it has no place yet. A way that is not told leaves it where it was until it is elsewhere. */
export function whereabouts(entity: Entity, minute: number): Whereabouts | null {
  const leg = last(entity.legs, minute, (way) => way.departs)
  if (leg && minute < leg.arrives && leg.course.length > 1) {
    return { at: along(leg.course, minute), place: null, leg }
  }
  const stay = last(entity.stays, minute, (row) => row.from) ?? entity.stays[0]
  return stay ? { at: lonlat(stay.at), place: stay.place, leg: null } : null
}

/** The point of a course at a minute: straight between its points, which lie close enough for that. */
export function along(course: Leg['course'], minute: number): Lonlat {
  const from = last(course, minute, ([at]) => at) ?? course[0]
  if (!from) return [0, 0]
  const to = course[course.indexOf(from) + 1]
  if (!to || to[0] <= from[0]) return [from[1], from[2]]
  const share = Math.max((minute - from[0]) / (to[0] - from[0]), 0)
  return [from[1] + (to[1] - from[1]) * share, from[2] + (to[2] - from[2]) * share]
}

/** A way that a force has been told to go, or is on. */
export interface Bound {
  leg: Leg
  /** Whether it has left. */
  isUnderWay: boolean
}

/** Where a force is bound for; `orders`: minutes at which it was told to go somewhere, in order. Between its order and its
    leaving a force makes ready, or breaks off. */
export function bound({ legs }: Entity, minute: number, orders: number[]): Bound | null {
  const present = last(legs, minute, (way) => way.departs)
  if (present && minute < present.arrives) return { leg: present, isUnderWay: true }
  const next = legs[present ? legs.indexOf(present) + 1 : 0]
  const order = last(orders, minute, (at) => at)
  if (!next || order === undefined || order < (present?.arrives ?? 0)) return null
  const isRevoked = orders.some((at) => at > minute && at <= next.departs)
  return isRevoked ? null : { leg: next, isUnderWay: false }
}

/** A course in two: what lies behind and what lies ahead; they meet where it is now. */
export function parted(course: Leg['course'], minute: number): { behind: Lonlat[]; ahead: Lonlat[] } {
  const here = along(course, minute)
  const points = (rows: Leg['course']) => rows.map(([, longitude, latitude]): Lonlat => [longitude, latitude])
  return {
    behind: [...points(course.filter(([at]) => at <= minute)), here],
    ahead: [here, ...points(course.filter(([at]) => at > minute))],
  }
}

/** What is to be said of it: a force's strength, a facility's or city's state. */
export function condition(entity: Entity, minute: number): string {
  const strength = last(entity.strength, minute, (row) => row.at)
  const state = last(entity.states, minute, (row) => row.at)
  return strength?.text ?? state?.name ?? ''
}

/** The corners of a box around points, with a margin in degrees; none without points. */
export function around(points: Lonlat[], margin: number): [Lonlat, Lonlat] | null {
  if (points.length === 0) return null
  const longitudes = points.map(([longitude]) => longitude)
  const latitudes = points.map(([, latitude]) => latitude)
  return [
    [Math.min(...longitudes) - margin, Math.max(Math.min(...latitudes) - margin, -85)],
    [Math.max(...longitudes) + margin, Math.min(Math.max(...latitudes) + margin, 85)],
  ]
}
