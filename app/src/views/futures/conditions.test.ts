import { describe, expect, it } from 'vitest'
import type { Column, Condition } from '../../lib/api/schema'
import { Calendar } from '../../lib/time'
import { conditionText, readCondition, withCondition, writeCondition } from './conditions'

describe('conditions', () => {
  it('come back from the address as they were', () => {
    const all: Condition[] = [
      { column: 'outcome.dead', low: 5, high: 20, is_missing: false },
      { column: 'stance.kazakhstan.russia', low: -0.25, high: null, is_missing: false },
      { column: 'good.oil.hardship', low: null, high: 1e-7, is_missing: false },
      { column: 'fact.raid', is_missing: true },
    ]
    expect(all.map(writeCondition).map(readCondition)).toEqual(all)
  })

  it('are none where the address is spoilt', () => {
    for (const text of ['', 'dead', 'dead:', 'dead:..', ':1..2', 'dead:a..b', 'dead:1..2..3', 'dead:1']) {
      expect(readCondition(text), text).toBeNull()
    }
  })

  it('are one a column', () => {
    const dead: Condition = { column: 'dead', low: 1, high: 2 }
    const raid: Condition = { column: 'raid', is_missing: true }
    const more: Condition = { column: 'dead', low: 5, high: 9 }
    expect(withCondition([dead, raid], 'dead', more)).toEqual([more, raid])
    expect(withCondition([dead], 'raid', raid)).toEqual([dead, raid])
    expect(withCondition([dead, raid], 'dead', null)).toEqual([raid])
  })

  it('are told in words, days as dates', () => {
    const calendar = new Calendar('2014-10-01')
    const raid: Column = { name: 'fact.raid', title: 'Raid', unit: 'days', kind: 'date', is_whole: false }
    const dead: Column = { name: 'outcome.dead', title: 'Dead', unit: 'people', kind: 'outcome', is_whole: true }
    expect(conditionText({ column: 'fact.raid', low: 191, high: null }, raid, [], calendar)).toBe('Raid: from 10 April 2015')
    expect(conditionText({ column: 'outcome.dead', low: 5, high: 20 }, dead, [], calendar)).toBe('Dead: 5 to 20 people')
    expect(conditionText({ column: 'fact.raid', is_missing: true }, raid, [], calendar)).toBe('Raid: did not come about')
  })
})
