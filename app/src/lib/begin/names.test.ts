import { describe, expect, it } from 'vitest'
import { NOTHING, withSetting } from '../changes'
import type { RunEntry } from '../api/schema'
import { nextSeed, runName, studyName } from './names'

const run = (scenario: string, seed: number): RunEntry => ({ id: `${scenario}-${seed}`, scenario, seed, changes: NOTHING })

describe('what is new', () => {
  it('takes the least seed that no run of the scenario has', () => {
    expect(nextSeed('a', [run('a', 1), run('a', 3), run('b', 2)])).toBe(2)
    expect(nextSeed('c', [])).toBe(1)
  })

  it('has a name that says what is changed and is free', () => {
    const changed = withSetting(NOTHING, 'x', '1')
    expect(runName('mine/dam', 7, NOTHING, null)).toBeNull()
    expect(runName('mine/dam', 7, changed, 'dry')).toBe('dam-7-dry')
    expect(studyName('mine/dam', 1000, NOTHING, null, ['dam-1000', 'dam-1000-2'])).toBe('dam-1000-3')
    expect(studyName('mine/dam', 1000, changed, null, [])).toBe('dam-1000-changed')
    expect(studyName('mine/dam', 1000, changed, 'a dry year', [])).toBe('dam-1000-a-dry-year')
  })
})
