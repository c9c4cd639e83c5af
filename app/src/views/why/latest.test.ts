import { expect, it } from 'vitest'
import type { Job, JobAsked } from '../../lib/api/schema'
import { latest } from './latest'

it('finds the last study of the same event of the same run', () => {
  const job = (id: string, asked: JobAsked): Job => ({ id, asked, state: 'done', done: 0, of: 0, rate: 0, message: '' })
  const jobs = [
    job('1', { kind: 'but_for', run: 'a', event: 7, runs: 100 }),
    job('2', { kind: 'but_for', run: 'a', event: 7, runs: 500 }),
    job('3', { kind: 'but_for', run: 'b', event: 7, runs: 100 }),
    job('4', { kind: 'but_for', run: 'a', event: 8, runs: 100 }),
    job('5', { kind: 'discover', study: 'a', outcome: 'raid' }),
  ]
  expect(latest(jobs, 'a', 7)?.id).toBe('2')
  expect(latest(jobs, 'c', 7)).toBeNull()
})
