import { describe, expect, it } from 'vitest'
import type { Entity } from '../../lib/api/schema'
import { along, bound, parted, whereabouts } from './where'

const course: [number, number, number][] = [
  [100, 10, 40],
  [150, 20, 50],
  [200, 40, 50],
]
const force: Entity = {
  path: 'force.a',
  title: 'A',
  kind: 'force',
  stays: [
    { place: 'Home', at: [10, 40], from: 0, until: 100 },
    { place: 'There', at: [40, 50], from: 200, until: 900 },
  ],
  legs: [{ from: 'Home', to: 'There', departs: 100, arrives: 200, way: 'great circle', course, record: 3 }],
  strength: [],
  states: [],
}

describe('whereabouts', () => {
  it.each([
    [0, [10, 40], 'Home'],
    [99, [10, 40], 'Home'],
    [125, [15, 45], null],
    [175, [30, 50], null],
    [200, [40, 50], 'There'],
    [5000, [40, 50], 'There'],
  ])('at minute %i', (minute, at, place) => {
    const found = whereabouts(force, minute)
    expect(found?.at).toEqual(at)
    expect(found?.place).toBe(place)
  })

  it('stays where it was while a way is not told', () => {
    const untold = { ...force, legs: force.legs.map((leg) => ({ ...leg, course: [] })) }
    expect(whereabouts(untold, 150)?.at).toEqual([10, 40])
  })

  it('parts a course where the force is', () => {
    const { behind, ahead } = parted(course, 175)
    expect(behind.at(-1)).toEqual(along(course, 175))
    expect(ahead[0]).toEqual(behind.at(-1))
    expect(behind.length + ahead.length).toBe(course.length + 2)
  })
})

describe('where a force is bound for', () => {
  const leg = (to: string, departs: number, arrives: number) => ({ from: 'here', to, departs, arrives, way: '', course: [], record: 1 })
  const force = { legs: [leg('there', 100, 200), leg('home', 500, 600)] } as unknown as Entity
  const orders = [80, 450]

  it('is known from its order on, and while it is under way', () => {
    expect(bound(force, 79, orders)).toBeNull()
    expect(bound(force, 90, orders)).toMatchObject({ leg: { to: 'there' }, isUnderWay: false })
    expect(bound(force, 150, orders)).toMatchObject({ leg: { to: 'there' }, isUnderWay: true })
    expect(bound(force, 300, orders)).toBeNull()
    expect(bound(force, 460, orders)).toMatchObject({ leg: { to: 'home' }, isUnderWay: false })
    expect(bound(force, 700, orders)).toBeNull()
  })

  it('is not told of an order that another revoked', () => {
    expect(bound(force, 420, [80, 410, 450])).toBeNull()
  })
})
