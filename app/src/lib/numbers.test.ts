import { describe, expect, it } from 'vitest'
import { figure, give, percent, placesFor, points, quantity } from './numbers'

describe('numbers', () => {
  it('keep what is small', () => {
    expect([0, 0.0003, 0.004, 0.42, 0.996, 1].map(percent)).toEqual(['0 %', '0.03 %', '0.4 %', '42 %', '99.6 %', '100 %'])
    expect([1e-17, -1e-17, 0.0495, 0.9997, 1 - 1e-12].map(percent)).toEqual(['0 %', '0 %', '5.0 %', '99.97 %', '100 %'])
    expect(figure(-1234.5)).toBe('−1,235')
  })

  it('have the same digits beside each other', () => {
    const told = (shares: number[]) => shares.map((share) => points(share, placesFor(shares)))
    expect(told([0.04, 0.104, 0.064])).toEqual(['4.0', '10.4', '6.4'])
    expect(points(0.355 - 0.1735, 1)).toBe('18.2')
    expect(told([0.0005, 0, -0.0005])).toEqual(['0.05', '0', '−0.05'])
  })

  it('have the singular of their unit', () => {
    expect([1, 2, 0].map((value) => quantity(value, 'people'))).toEqual(['1 person', '2 people', '0 people'])
    expect([quantity(1, 'launches'), quantity(1, 'share'), quantity(1, '1')]).toEqual(['1 launch', '1 share', '1'])
  })

  it('have no more digits than are known', () => {
    expect(give(21.934, 1.691)).toBe('21.9 ± 1.7')
    expect(give(-0.5712, 0.00384)).toBe('−0.5712 ± 0.0038')
    expect(give(310, 47.2)).toBe('310 ± 47')
    expect(give(5, 0)).toBe('5')
  })
})
