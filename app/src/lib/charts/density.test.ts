import { describe, expect, it } from 'vitest'
import type { Parameter } from '../api/schema'
import { apart, extentOf, outline } from './density'

const number = (value: string, density: [number, number][], bounds: [number | null, number | null] = [null, null]): Parameter => ({
  path: 'a.b',
  doc: '',
  unit: '1',
  kind: 'uncertain',
  value,
  min: bounds[0],
  max: bounds[1],
  quantiles: density.length ? [density[0]![0], 0, 0, 0, density.at(-1)![0]].map((q) => q || density[0]![0]) as Parameter['quantiles'] : [5, 5, 5, 5, 5],
  density,
  source: 'assumption',
  is_assumption: true,
  file: '',
  line: 0,
})

describe('a density', () => {
  it('is drawn over what it covers, and one value over its range', () => {
    expect(extentOf([number('{ uniform = [1, 3] }', [[1, 1], [3, 1]])])).toEqual({ low: 1, high: 3, scale: 'linear' })
    expect(extentOf([number('5', [], [0, 10])])).toEqual({ low: 0, high: 10, scale: 'linear' })
    expect(extentOf([number('5', [])])).toBeNull()
    expect(extentOf([number('5', [], [-1e9, 1e9])])).toBeNull()
  })

  it('of a log-uniform is flat on its scale', () => {
    const loguniform = number('{ loguniform = [1, 100] }', [[1, 1], [10, 0.1], [100, 0.01]])
    expect(extentOf([loguniform])?.scale).toBe('log')
    const exact = number('{ loguniform = [1, 100] }', Array.from({ length: 50 }, (_, k) => [1 + 2 * k, 1 / (1 + 2 * k)]))
    for (const [, height] of outline(exact, 'log').slice(12)) expect(height).toBeGreaterThan(0.7)
  })

  it('has labels that do not run into each other or out of it', () => {
    const [left, right] = apart({ at: 98, width: 40 }, { at: 100, width: 60 }, 200)
    expect(right - left).toBeGreaterThanOrEqual(58)
    const [first, second] = apart({ at: 190, width: 40 }, { at: 199, width: 60 }, 200)
    expect(first).toBeGreaterThanOrEqual(20)
    expect(second).toBeLessThanOrEqual(170)
    expect(second - first).toBeGreaterThanOrEqual(58)
  })
})
