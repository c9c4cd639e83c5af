import { describe, expect, it } from 'vitest'
import { figure, give, percent } from './numbers'

describe('numbers', () => {
  it('keep what is small', () => {
    expect([0, 0.0003, 0.004, 0.42, 0.996, 1].map(percent)).toEqual(['0 %', '0.03 %', '0.4 %', '42 %', '99.6 %', '100 %'])
    expect(figure(-1234.5)).toBe('−1,235')
  })

  it('have no more digits than are known', () => {
    expect(give(21.934, 1.691)).toBe('21.9 ± 1.7')
    expect(give(-0.5712, 0.00384)).toBe('−0.5712 ± 0.0038')
    expect(give(310, 47.2)).toBe('310 ± 47')
    expect(give(5, 0)).toBe('5')
  })
})
