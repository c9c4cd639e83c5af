// What the map shows at a minute.

import type { Entity, Flow, Happening } from '../../../lib/api/schema'
import { percent } from '../../../lib/numbers'
import { dayOf } from '../../../lib/time'
import { lastIndex } from '../sorted'
import type { Colour, Tale } from '../tale'
import { bound, condition, lonlat, parted, whereabouts, type Lonlat } from '../where'
import { fights, type Fight } from './fight'

export interface Thing {
  id: string
  kind: Entity['kind']
  at: Lonlat
  title: string
  /** What is to be said of it now; empty where nothing is. */
  note: string
  colour: Colour
  sidc: string | null
  /** Pixels across. */
  size: number
  rank: number
  /** Cities: how much of the run's worst unrest there is, from 0 to 1. */
  unrest: number
}

export interface Course {
  id: string
  colour: Colour
  behind: Lonlat[]
  ahead: Lonlat[]
}

export interface Stream {
  id: string
  title: string
  colour: Colour
  from: Lonlat
  to: Lonlat
  /** Its place among those between the same two, from the middle: −1, 0, 1. */
  lane: number
  /** Pixels, if all were delivered. */
  width: number
  delivered: number
}

const SIZES = { force: 34, facility: 24, airfield: 14, city: 9 } as const
const RANKS = { force: 4, facility: 3, city: 2, airfield: 1 } as const
/** What moving or fighting adds to a rank: where there is a fight says how many are in it, and comes first. */
const BUSY = { force: 1, facility: 2.5, airfield: 0, city: 0 } as const
/** What a facility is most of the time needs no words. */
const PLAIN = new Set(['in operation', 'calm'])
/** Pixels that the worst unrest of the run adds to a city. */
const UNREST_SIZE = 24

export function things(tale: Tale, minute: number, unrest: Unrest): Thing[] {
  const fighting = fights(tale, minute)
  return tale.story.entities.flatMap((entity) => {
    const found = whereabouts(entity, minute)
    return found ? [thing(tale, entity, found.at, minute, unrest, fighting)] : []
  })
}

function thing(tale: Tale, entity: Entity, at: Lonlat, minute: number, unrest: Unrest, fighting: Fight[]): Thing {
  const said = inShort(tale, entity, minute, fighting)
  const level = entity.kind === 'city' ? unrest.level(entity.path, minute) : 0
  const isLoud = entity.kind === 'city' && said !== '' && !PLAIN.has(said)
  return {
    id: entity.path,
    kind: entity.kind,
    at,
    title: entity.title,
    note: PLAIN.has(said) ? '' : said,
    colour: tale.colour(entity.party),
    sidc: entity.sidc ?? null,
    size: SIZES[entity.kind] + UNREST_SIZE * level,
    rank: RANKS[entity.kind] + (isLoud ? 1.5 : 0) + (isBusy(tale, entity, minute, fighting) ? BUSY[entity.kind] : 0),
    unrest: level,
  }
}

/** What is to be said of it: of a force also where it is bound for, of a place that is fought over also by how many. */
function inShort(tale: Tale, entity: Entity, minute: number, fighting: Fight[]): string {
  const said = condition(entity, minute)
  const fight = fighting.find(({ over }) => over === entity.path)
  if (fight) return fight.words
  const going = bound(entity, minute, tale.orders(entity.path))
  return going && !going.isUnderWay ? `${said}, leaving for ${going.leg.to}` : said
}

/** Forces that move or fight are what one looks for, and where they do. */
function isBusy(tale: Tale, entity: Entity, minute: number, fighting: Fight[]): boolean {
  if (fighting.some(({ over }) => over === entity.path)) return true
  if (entity.kind !== 'force') return false
  return bound(entity, minute, tale.orders(entity.path)) !== null || fighting.some(({ by }) => by.includes(entity.path))
}

/** How much of the run's worst unrest there is in each city. */
export class Unrest {
  /** The worst, as a share of adults in the streets; 0 where the scenario has no unrest. */
  readonly worst: number
  readonly #days: Map<string, number[]>

  constructor(tale: Tale) {
    const rows = tale.story.quantities.filter(({ name, of }) => of === 'city' && name === 'unrest')
    this.#days = new Map(rows.map(({ path, days }) => [path, days]))
    this.worst = Math.max(0, ...rows.flatMap(({ days }) => days))
  }

  level(path: string, minute: number): number {
    const days = this.#days.get(path)
    return days && this.worst > 0 ? (days[Math.min(dayOf(minute), days.length - 1)] ?? 0) / this.worst : 0
  }
}

/** The ways that forces are on, and those that they are about to go. */
export function courses(tale: Tale, minute: number): Course[] {
  return tale.story.entities.flatMap((entity) => {
    const leg = bound(entity, minute, tale.orders(entity.path))?.leg
    return leg && leg.course.length > 1 ? [{ id: entity.path, colour: tale.colour(entity.party), ...parted(leg.course, minute) }] : []
  })
}

/** Contracts as streams; those between the same two lie beside each other. Units differ, so widths compare within one. */
export function streams(tale: Tale): (Omit<Stream, 'delivered'> & { flow: Flow })[] {
  const drawn = tale.story.flows.filter((flow) => flow.between)
  const pair = (flow: Flow) => `${flow.seller}>${flow.buyer}`
  return drawn.map((flow) => {
    const beside = drawn.filter((other) => pair(other) === pair(flow))
    const greatest = Math.max(...drawn.filter((other) => other.unit === flow.unit).map((other) => other.agreed))
    const [from, to] = flow.between ?? [[], []]
    return {
      id: flow.path,
      title: flow.title,
      colour: tale.colour(flow.seller),
      from: lonlat(from),
      to: lonlat(to),
      lane: beside.indexOf(flow) - (beside.length - 1) / 2,
      width: 1.5 + 3.5 * Math.sqrt(flow.agreed / greatest),
      flow,
    }
  })
}

/** The share of what is agreed that is delivered on a day. */
export const deliveredOf = ({ delivered }: Flow, day: number): number => delivered[Math.min(day, delivered.length - 1)] ?? 0

/** A share from which on all is delivered, as far as one can see. */
export const WHOLLY = 0.995

/** How far back, in widths of the whole of time, an event still is of the moment. */
const RECENT = 0.008

/** Events that are happening: told, with a place, the last first. */
export function happening(tale: Tale, minute: number): Happening[] {
  const { told, scale } = tale
  const now = scale.position(minute)
  const found: Happening[] = []
  for (let index = lastIndex(told, minute, (event) => event.at); index >= 0; index--) {
    const event = told[index] as Happening
    if (scale.position(event.at) < now - RECENT) break
    if (event.place) found.push(event)
  }
  return found
}

/** The map in words: what is where. */
export function inWords(tale: Tale, minute: number): string[] {
  const places = tale.story.entities
    .filter((entity) => entity.kind !== 'airfield')
    .map((entity) => [entity.title, placeInWords(tale, entity, minute), condition(entity, minute)].filter(Boolean).join(', '))
  const flows = tale.story.flows
    .filter((flow) => deliveredOf(flow, dayOf(minute)) < WHOLLY)
    .map((flow) => `${flow.title}: ${percent(deliveredOf(flow, dayOf(minute)))} delivered`)
  return [...places, ...flows]
}

/** Only forces move. */
function placeInWords(tale: Tale, entity: Entity, minute: number): string {
  const where = whereabouts(entity, minute)
  if (!where || entity.kind !== 'force') return ''
  const going = bound(entity, minute, tale.orders(entity.path))
  if (going?.isUnderWay) return `on the way from ${going.leg.from} to ${going.leg.to}`
  return `at ${where.place}${going ? `, leaving for ${going.leg.to}` : ''}`
}
