import { describe, expect, it } from 'vitest'
import type { Difference } from '../../lib/api/schema'
import { groupsOf, meansOf, rangeOf, signed } from './differences'

const row = (column: string, title: string, difference: number, more: Partial<Difference> = {}): Difference => ({
  column,
  title,
  unit: '1',
  is_share: true,
  base: 0.5,
  with: 0.5 + difference,
  difference,
  interval: [difference - 0.01, difference + 0.01],
  ...more,
})

describe('differences', () => {
  it('share an axis only with those of their unit, and those that are the same are named', () => {
    const groups = groupsOf([
      row('result', 'Victory', -0.1),
      row('fact.raid', 'Raid', -0.3),
      row('fact.raid', 'Raid: the day', 4, { is_share: false, unit: 'days' }),
      row('fact.riot', 'Riot', 0),
      row('killed.usa', 'Killed', -2, { is_share: false, unit: 'people' }),
    ])
    expect(groups.map((group) => [group.title, group.rows.length, group.same])).toEqual([
      ['How it ends', 1, []],
      ['Whether it comes about', 1, ['Riot']],
      ['Dates, in days', 1, []],
      ['Losses, in people', 1, []],
    ])
  })

  it('are told with their sign', () => {
    expect(signed(0.026, true, '1')).toBe('+2.6 points')
    expect(signed(-13.78, false, 'people')).toBe('−13.8 people')
    expect(meansOf(row('result', 'Victory', -0.1))).toBe('50 % → 40 %')
    expect(meansOf(row('result', 'Victory', -0.1, { saved: 13.26 }))).toBe('50 % → 40 % · 13×')
    expect(signed(0.0001, false, 'days')).toBe('0 days')
    expect(rangeOf(row('result', 'Victory', -0.1))).toBe('−11 to −9')
    expect(rangeOf(row('result', 'Victory', -0.1, { interval: null }))).toBe('')
  })
})
