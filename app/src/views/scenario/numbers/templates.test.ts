import { expect, it } from 'vitest'
import type { Parameter } from '../../../lib/api/schema'
import { KINDS, template } from './templates'

const share: Parameter = {
  path: 'a.share',
  doc: '',
  unit: '1',
  kind: 'uncertain',
  value: '{ uniform = [0.1, 0.5] }',
  min: 0,
  max: 1,
  quantiles: [0.12, 0.2, 0.3, 0.4, 0.48],
  density: [],
  source: 'assumption',
  is_assumption: true,
  file: '',
  line: 0,
}

it('writes each kind near what the number is', () => {
  expect(template('constant', share)).toBe('0.3')
  expect(template('triangular', share)).toBe('{ triangular = [0.12, 0.3, 0.48] }')
  expect(template('normal', share)).toBe('{ normal = [0.3, 0.109] }')
  expect(template('beta', share)).toBe('{ beta = [4.96, 11.6] }')
})

it('spreads one value within its range, above 0 where it must be', () => {
  const one = { ...share, quantiles: [0.9, 0.9, 0.9, 0.9, 0.9] } as Parameter
  expect(template('uniform', one)).toBe('{ uniform = [0.72, 1] }')
  const nothing = { ...one, quantiles: [0, 0, 0, 0, 0] } as Parameter
  expect(template('loguniform', nothing)).toBe('{ loguniform = [0.01, 1] }')
  for (const { name } of KINDS) expect(template(name, nothing)).not.toMatch(/NaN|Infinity|undefined/)
})

it('leaves the choice of a party a choice', () => {
  expect(template('uniform', { ...share, kind: 'lever' })).toBe('{ uniform = [0.12, 0.48], lever = true }')
})
