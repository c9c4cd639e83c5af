import { describe, expect, it } from 'vitest'
import { comparisonOf, titleOf } from './measures'

describe('measures', () => {
  const groups = [
    {
      title: 'all',
      measures: [
        { text: 'result == 2', title: 'United States victory' },
        { text: 'outcome.raided > 0', title: 'Raided' },
        { text: 'outcome.dead > 12', title: 'Dead: more than…' },
      ],
    },
  ]

  it('are taken apart where they compare', () => {
    expect(comparisonOf('outcome.dead > 20.5')).toEqual({ column: 'outcome.dead', value: 20.5 })
    expect(comparisonOf('outcome.loss > 1e-7')?.value).toBe(1e-7)
    for (const text of ['fact.raid', 'result == 2', 'dead > x', 'day(raid)']) expect(comparisonOf(text), text).toBeNull()
  })

  it('are told in words, and as they are where there are none', () => {
    expect(titleOf('result == 2', groups)).toBe('United States victory')
    expect(titleOf('outcome.raided > 0', groups)).toBe('Raided')
    expect(titleOf('outcome.dead > 40', groups)).toBe('Dead: more than 40')
    expect(titleOf('raid < 2015-04-10', groups)).toBe('raid < 2015-04-10')
  })
})
