import { describe, expect, it } from 'vitest'
import type { Difference } from '../../lib/api/schema'
import { Calendar } from '../../lib/time'
import { groupsOf, meansOf, rangeOf, toldOf } from './differences'

const calendar = new Calendar('2014-10-01')

const row = (column: string, title: string, difference: number, more: Partial<Difference> = {}): Difference => ({
  column,
  title,
  unit: '1',
  is_share: true,
  base: 0.5,
  with: 0.5 + difference,
  difference,
  interval: [difference - 0.01, difference + 0.01],
  pairs: 2000,
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

  it('are told with their sign, and the shares to the same place', () => {
    const shares = row('result', 'Victory', -0.1)
    expect(toldOf(row('result', 'Victory', 0.026))).toBe('+2.6 points')
    expect(toldOf(row('killed.usa', 'Killed', -13.78, { is_share: false, unit: 'people' }))).toBe('−13.8 people')
    expect(toldOf(row('fact.raid', 'Raid', 0.0001, { is_share: false, unit: 'days' }))).toBe('0 days')
    expect(meansOf(shares, calendar)).toBe('50.0 % → 40.0 %')
    expect(meansOf({ ...shares, saved: 13.26 }, calendar)).toBe('50.0 % → 40.0 % · 13×')
    expect(meansOf({ ...shares, saved: 4.4e9 }, calendar)).toBe('50.0 % → 40.0 % · over 1,000 ×')
    expect(rangeOf(shares)).toBe('−11.0 to −9.0')
    expect(rangeOf(row('result', 'Victory', -0.1, { interval: null }))).toBe('')
    const rare = row('result', 'Rare', -0.0005, { base: 0.0005, with: 0 })
    expect([toldOf(rare), meansOf(rare, calendar)]).toEqual(['−0.05 points', '0.05 % → 0 %'])
  })

  it('are dates where they are of days, over the pairs that have both', () => {
    const day = row('fact.riot', 'Riot', -0.2, { is_share: false, unit: 'days', base: 169.51, with: 169.31, pairs: 1100 })
    expect(meansOf(day, calendar)).toBe('19 Mar → 19 Mar · 1,100 pairs')
    expect(groupsOf([day])[0]?.hint).not.toBe('')
  })
})
