import { describe, expect, it } from 'vitest'
import type { Entity } from '../../lib/api/schema'
import { along, parted, whereabouts } from './where'

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
