import { describe, expect, it } from 'vitest'
import type { Job, JobAsked, JobState } from './api/schema'
import { isSame, latest, timeLeft } from './asked'

const asked = (name: string): JobAsked => ({ kind: 'discover', study: 'plain', outcome: name })
const job = (id: string, state: JobState, name = 'raid'): Job => ({ id, state, asked: asked(name), done: 0, of: 0, rate: 0, message: '' })

describe('jobs that ask the same', () => {
  it('are the same whatever is left out', () => {
    const short: JobAsked = { kind: 'sensitivity', study: 'plain', outcome: 'dead', runs: 0 }
    const long = { outcome: 'dead', kind: 'sensitivity', study: 'plain' } as JobAsked
    expect(isSame(short, long)).toBe(true)
    const study: JobAsked = { kind: 'study', name: 'a', scenario: 's', runs: 5, seed: 1 }
    const changes = { set: [], forbid: [], do: [], from: null }
    expect(isSame(study, { ...study, changes })).toBe(true)
    expect(isSame(study, { ...study, changes: { ...changes, forbid: ['usa.raid'] } })).toBe(false)
    expect(isSame(asked('raid'), asked('dead'))).toBe(false)
  })

  it('are answered by the latest that has an answer', () => {
    expect(latest([], asked('raid'))).toBeNull()
    expect(latest([job('a', 'done'), job('b', 'running')], asked('raid'))?.id).toBe('b')
    expect(latest([job('a', 'done'), job('b', 'cancelled')], asked('raid'))?.id).toBe('a')
    expect(latest([job('a', 'done', 'dead'), job('b', 'failed')], asked('raid'))?.id).toBe('b')
  })

  it('say what time is left', () => {
    expect(timeLeft({ done: 0, of: 100, rate: 10 })).toBe('10 s left')
    expect(timeLeft({ done: 0, of: 100_000, rate: 100 })).toBe('17 min left')
    expect(timeLeft({ done: 5, of: 0, rate: 10 })).toBe('')
  })
})
