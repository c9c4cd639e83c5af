import { describe, expect, it } from 'vitest'
import { boundsOf, cutAt, enlargement, gathered, nearestEdge, rangeOf, sharedEnlargement, steppedEdge, topOf, upTo, withoutZeros } from './histogram'

const edges = (count: number, width: number) => Array.from({ length: count + 1 }, (_, at) => at * width)

describe('a histogram', () => {
  it('cuts a long tail and says what is beyond', () => {
    const counts = [900, 80, 17, 0, 0, 0, 0, 0, 0, 3]
    expect(cutAt({ edges: edges(10, 5), counts })).toEqual({ edge: 15, tail: { runs: 3, until: 50 } })
  })

  it('cuts nothing where the runs fill the axis, or where there are none', () => {
    expect(cutAt({ edges: edges(4, 1), counts: [1, 1, 1, 1] })).toEqual({ edge: 4, tail: null })
    expect(cutAt({ edges: [0, 1], counts: [0] })).toEqual({ edge: 1, tail: null })
    expect(cutAt({ edges: edges(3, 1), counts: [5, 0, 0] }).tail).toBeNull()
  })

  it('breaks one bar that would flatten the others', () => {
    expect(topOf([1000, 10, 5])).toEqual({ top: 14, isBroken: true })
    expect(topOf([20, 10, 5])).toEqual({ top: 20, isBroken: false })
    expect(topOf([7])).toEqual({ top: 7, isBroken: false })
    expect(topOf([])).toEqual({ top: 1, isBroken: false })
  })

  it('enlarges a small part by a round number that fits', () => {
    expect(enlargement([5, 1], 10)).toBe(1)
    expect(enlargement([0, 0], 10)).toBe(1)
    expect(enlargement([1], 100)).toBe(50)
    expect(enlargement([4], 100)).toBe(20)
  })

  it('enlarges several parts alike, by what the highest of them has room for', () => {
    const all = { edges: edges(2, 1), counts: [100, 90] }
    expect(sharedEnlargement([[all, { ...all, counts: [1, 0] }], [all, { ...all, counts: [8, 1] }]])).toBe(10)
    expect(sharedEnlargement([[all, { ...all, counts: [0, 0] }]])).toBe(1)
  })

  it('takes a range of whole numbers up to the last one in it', () => {
    expect(boundsOf('whole', [2, 5], [0, 10])).toEqual({ low: 2, high: 4 })
    expect(rangeOf('whole', 2, 4)).toEqual([2, 5])
    expect(boundsOf('fine', [0.2, 0.5], [0, 1])).toEqual({ low: 0.2, high: 0.5 })
    expect(rangeOf('fine', null, 0.5)).toEqual([null, 0.5])
  })

  it('takes a range of days up to the last minute in it', () => {
    expect(boundsOf('day', [2, 5], [0, 10])).toEqual({ low: 2, high: 4.9995 })
    expect(rangeOf('day', 2, 4.9995)).toEqual([2, 5])
    expect(upTo(4, 'day')).toBe(4.9995)
    expect(upTo(4, 'whole')).toBe(4)
  })

  it('sets no bound at an end of the axis', () => {
    expect(boundsOf('whole', [0, 3], [0, 10])).toEqual({ low: null, high: 2 })
    expect(boundsOf('whole', [3, 10], [0, 10])).toEqual({ low: 3, high: null })
  })

  it('steps along its edges and stays on them', () => {
    expect(nearestEdge([0, 1, 2], 1.4)).toBe(1)
    expect(steppedEdge([0, 1, 2], 1.4, 1)).toBe(2)
    expect(steppedEdge([0, 1, 2], 2, 5)).toBe(2)
    expect(steppedEdge([0, 1, 2], 0, -1)).toBe(0)
  })

  it('leaves out the runs without any', () => {
    expect(withoutZeros({ edges: edges(2, 5), counts: [10, 4] }, 8)).toEqual({ edges: [0, 5, 10], counts: [2, 4] })
    expect(withoutZeros({ edges: edges(2, 1), counts: [8, 4] }, 8)).toEqual({ edges: [1, 2], counts: [4] })
  })

  it('gathers neighbours', () => {
    expect(gathered([1, 2, 3, 4, 5], 2)).toEqual([3, 7, 5])
  })
})
