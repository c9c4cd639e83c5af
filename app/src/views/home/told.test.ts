import { expect, it } from 'vitest'
import type { Job } from '../../lib/api/schema'
import { period, timeLeft, work } from './told'

const job = (more: Partial<Job>): Job => ({
  id: 'j1',
  asked: { kind: 'compare', base: 'plain', with: 'no raid' },
  state: 'running',
  done: 100,
  of: 1_000,
  rate: 10,
  message: '',
  ...more,
})

it('says a period in months', () => {
  expect(period('2014-10-01', 243)).toBe('October 2014 to May 2015')
  expect(period('2009-01-01', 31)).toBe('January 2009')
})

it('says how long a job will take, while that is known', () => {
  expect(timeLeft(job({}))).toBe('about 2 minutes left')
  expect(timeLeft(job({ rate: 50 }))).toBe('about 20 seconds left')
  expect(timeLeft(job({ rate: 0 }))).toBeNull()
  expect(timeLeft(job({ of: 0 }))).toBeNull()
})

it('leads from a job to where it is seen', () => {
  expect(work(job({}).asked).href).toBe('/futures/plain?with=no+raid')
})
