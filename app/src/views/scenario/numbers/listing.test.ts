import { describe, expect, it } from 'vitest'
import type { Parameter } from '../../../lib/api/schema'
import { type Filter, distinct, filtered, grouped, isNarrowed, partyOf, pathWithin } from './listing'

const number = (path: string, more: Partial<Parameter> = {}): Parameter => ({
  path,
  doc: '',
  unit: '1',
  kind: 'fixed',
  value: '1',
  min: null,
  max: null,
  quantiles: [1, 1, 1, 1, 1],
  density: [],
  source: 'assumption',
  is_assumption: true,
  file: 'a/scenario.toml',
  line: 1,
  ...more,
})
const everything: Filter = { search: '', kind: null, assumptionsOnly: false, changedOnly: false }
const never = () => false

describe('the list of numbers', () => {
  const all = [
    number('city.almaty.population', { source: 'GeoNames', is_assumption: false, unit: 'people' }),
    number('city.almaty.threshold', { kind: 'uncertain' }),
    number('doctrine.usa.raid.let.share', { kind: 'lever' }),
  ]
  const paths = (filter: Partial<Filter>, isChanged: (path: string) => boolean = never, kept: string | null = null) =>
    filtered(all, { ...everything, ...filter }, isChanged, kept).map((one) => one.path)

  it('is searched by all words, in path, source and unit', () => {
    expect(paths({ search: 'ALMATY geo' })).toEqual(['city.almaty.population'])
    expect(paths({ search: 'people' })).toEqual(['city.almaty.population'])
    expect(paths({ search: 'nowhere' })).toEqual([])
  })

  it('is filtered, and keeps what is being edited', () => {
    expect(paths({ kind: 'lever' })).toEqual(['doctrine.usa.raid.let.share'])
    expect(paths({ assumptionsOnly: true }, never, 'city.almaty.population')).toHaveLength(3)
    expect(paths({ changedOnly: true }, (path) => path.endsWith('threshold'))).toEqual(['city.almaty.threshold'])
    expect(isNarrowed({ ...everything, search: '  ' })).toBe(false)
  })

  it('has each path once', () => {
    expect(distinct([...all, number('city.almaty.threshold')])).toEqual(all)
  })

  it('is grouped by first segments, large groups by two', () => {
    const many = [...Array.from({ length: 41 }, (_, k) => number(`doctrine.${k % 2 ? 'usa' : 'russia'}.o${k}.let.x`)), number('doctrine.shared'), number('labour.rate')]
    expect(grouped(many, many).map((group) => [group.name, group.parameters.length])).toEqual([
      ['doctrine.russia', 21],
      ['doctrine.usa', 20],
      ['doctrine', 1],
      ['labour', 1],
    ])
    expect(grouped(many.slice(0, 1), many)[0]?.name).toBe('doctrine.russia')
    expect(grouped(all, all).map((group) => group.name)).toEqual(['city', 'doctrine'])
  })

  it('says a path by what is new in it', () => {
    expect(pathWithin('doctrine.usa', 'doctrine.usa.raid.let.share')).toEqual({ lead: 'raid.let.', name: 'share' })
    expect(pathWithin('labour', 'labour.rate')).toEqual({ lead: '', name: 'rate' })
    expect(partyOf('doctrine.usa.raid.let.share')).toBe('usa')
  })
})
