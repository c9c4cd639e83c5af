// A story, prepared once for being looked at: what is looked up by name, what is told, and its scale of time.

import type { Entity, Happening, Party, Story } from '../../lib/api/schema'
import { Calendar } from '../../lib/time'
import { TimeScale } from './timescale'
import { around, lonlat, type Lonlat } from './where'

export type Colour = 0 | 1 | 2 | 3
export type Bounds = [Lonlat, Lonlat]

/** Degrees around the theatre's outermost places, and around the incident's. */
const THEATRE_MARGIN = 2
const INCIDENT_MARGIN = 0.45
/** Events by which a force is told to go somewhere. */
const ORDERS = new Set(['departed', 'operation_launched', 'withdrew'])
/** Minutes before and after the incident that belong to its scene. */
const SCENE = 120

export class Tale {
  readonly story: Story
  readonly calendar: Calendar
  readonly scale: TimeScale
  /** The events that the chronicle tells. */
  readonly told: Happening[]
  readonly #events: Map<number, Happening>
  readonly #parties: Map<string, Party>
  readonly #entities: Map<string, Entity>
  readonly #orders = new Map<string, number[]>()

  constructor(story: Story) {
    this.story = story
    this.calendar = new Calendar(story.starts)
    this.told = story.events.filter((event) => event.told)
    this.#events = new Map(story.events.map((event) => [event.number, event]))
    this.#parties = new Map(story.parties.map((party) => [party.id, party]))
    this.#entities = new Map(story.entities.map((entity) => [entity.path, entity]))
    for (const { kind, entity, at } of story.events) {
      if (entity && ORDERS.has(kind)) this.#orders.set(entity, [...(this.#orders.get(entity) ?? []), at])
    }
    this.scale = new TimeScale({
      ends: story.ends,
      events: this.told.map((event) => event.at),
      ways: story.entities.flatMap((entity) => entity.legs.map((leg) => ({ from: leg.departs, until: leg.arrives }))),
      incident: this.incident,
    })
  }

  get incident(): { from: number; until: number } | null {
    const { incident, incident_over } = this.story
    return incident == null ? null : { from: incident, until: incident_over ?? incident }
  }

  event(number: number | null): Happening | undefined {
    return number === null ? undefined : this.#events.get(number)
  }

  party(id: string | null | undefined): Party | undefined {
    return id ? this.#parties.get(id) : undefined
  }

  entity(path: string | null | undefined): Entity | undefined {
    return path ? this.#entities.get(path) : undefined
  }

  /** Minutes at which a force was told to go somewhere. */
  orders(path: string): number[] {
    return this.#orders.get(path) ?? []
  }

  /** A party's fixed colour; 0 without a side. */
  colour(id: string | null | undefined): Colour {
    return (this.party(id)?.colour ?? 0) as Colour
  }

  /** Everything that has a place, with some room around it. */
  get theatre(): Bounds {
    const places = this.story.entities.flatMap((entity) => entity.stays.map((stay) => lonlat(stay.at)))
    return around(places, THEATRE_MARGIN) ?? [[-170, -60], [170, 75]]
  }

  /** Where the incident happens; none without one that has a place. */
  get scene(): Bounds | null {
    if (!this.incident) return null
    const { from, until } = this.incident
    const places = this.story.events
      .filter((event) => event.at >= from && event.at <= until && event.place)
      .map((event) => lonlat(event.place ?? []))
    return around(places, INCIDENT_MARGIN)
  }

  isInScene(minute: number): boolean {
    const incident = this.incident
    return incident !== null && minute >= incident.from - SCENE && minute <= incident.until + SCENE
  }
}
