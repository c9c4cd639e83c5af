import { describe, expect, it } from 'vitest'
import { NOTHING, areSame, differences, lines, settingOf, withForbidden, withOrder, withSetting } from './changes'

describe('changes', () => {
  it('sets a path in its place, and the last setting of it counts', () => {
    const twice = { ...NOTHING, set: ['a.b=1', 'c=2', 'a.b = 3'] }
    expect(settingOf(twice, 'a.b')).toBe('3')
    const next = withSetting(twice, 'c', '{ uniform = [1, 2] }')
    expect(next.set).toEqual(['a.b=1', 'c={ uniform = [1, 2] }', 'a.b = 3'])
    expect(settingOf(withSetting(twice, 'a.b', '4'), 'a.b')).toBe('4')
    expect(withSetting(twice, 'a.b', null).set).toEqual(['c=2'])
    expect(twice.set).toHaveLength(3)
  })

  it('orders by time, and writes a first minute as its date', () => {
    const one = withOrder(NOTHING, '2015-04-03T18:00', 'russia.offer')
    const two = withOrder(one, '2015-04-01T00:00', 'usa.raid')
    expect(two.do).toEqual(['2015-04-01 usa.raid', '2015-04-03T18:00 russia.offer'])
  })

  it('finds what two tabs have differently, whatever the order', () => {
    const mine = withForbidden(withSetting(NOTHING, 'a', '1'), 'usa.raid', true)
    const theirs = { ...NOTHING, set: ['b=2', 'a = 2'] }
    expect(differences(mine, theirs)).toEqual([
      { what: 'a', mine: '1', theirs: '2' },
      { what: 'usa.raid', mine: 'never', theirs: null },
      { what: 'b', mine: null, theirs: '2' },
    ])
    expect(areSame({ ...NOTHING, set: ['a=1', 'b=2'] }, { ...NOTHING, set: ['b = 2', 'a = 1'] })).toBe(true)
    expect(lines(mine)).toEqual(['a = 1', 'never usa.raid'])
  })
})
