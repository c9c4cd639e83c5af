import { describe, expect, it } from 'vitest'
import { closed, countries, land, means, spots, unrolled } from './world'

describe('the world', () => {
  it('runs on across the antimeridian, both ways', () => {
    const there = [[170, 60], [179, 61], [-179, 62], [-170, 63]]
    expect(unrolled(there).map(([longitude]) => longitude)).toEqual([170, 179, 181, 190])
    expect(unrolled([...there].reverse()).map(([longitude]) => longitude)).toEqual([-170, -179, -181, -190])
  })

  it('closes a ring around a pole along the edge of the map', () => {
    const around = closed([[-170, -70], [-60, -75], [60, -70], [170, -72], [-170, -70]])
    expect(around.at(-1)).toEqual(around[0])
    expect(around.filter(([, latitude]) => latitude === -90)).toHaveLength(2)
  })

  it('has no line that crosses it all', () => {
    for (const [longitude, latitude, next] of steps()) {
      if (latitude > -85) expect(Math.abs(longitude - next)).toBeLessThan(90)
    }
  })

  it('knows a party\'s country by its title', () => {
    const meant = (title: string) => countries().filter(({ name }) => means(title, name)).map(({ name }) => name)
    expect(meant('Kazakhstan')).toEqual(['Kazakhstan'])
    expect(meant('the United States')).toEqual(['United States of America'])
    expect(meant('Czech Republic')).toEqual(['Czechia'])
    expect(meant('CSTO')).toEqual([])
  })

  it('has places for a name all over a country, and nowhere else', () => {
    const russia = countries().find(({ name }) => name === 'Russia')
    const places = russia ? spots(russia) : []
    expect(places.length).toBeGreaterThan(50)
    expect(places.some(([longitude]) => longitude < 50)).toBe(true)
    const [west, south, east, north] = [50, 44, 70, 49]
    expect(places.filter(([x, y]) => x > west && x < east && y > south && y < north)).toEqual([])
  })

  it('names countries in their middle', () => {
    const kazakhstan = countries().find(({ name }) => name === 'Kazakhstan')
    expect(kazakhstan?.at[0]).toBeCloseTo(67.3, 0)
    expect(kazakhstan?.at[1]).toBeCloseTo(48.2, 0)
  })
})

function* steps(): Generator<[number, number, number]> {
  for (const ring of land().coordinates.flat()) {
    for (let index = 1; index < ring.length; index++) {
      const [before, after] = [ring[index - 1] ?? [], ring[index] ?? []]
      yield [before[0] ?? 0, Math.max(before[1] ?? 0, after[1] ?? 0), after[0] ?? 0]
    }
  }
}
