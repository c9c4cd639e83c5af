import { expect, it } from 'vitest'
import { NOTHING } from '../../../lib/changes'
import { isName, nearest, suggestion } from './names'

it('knows names that can be those of files', () => {
  for (const good of ['a', 'better-pay', 'X_2.old']) expect(isName(good)).toBe(true)
  for (const bad of ['', '.a', 'a b', 'a/b', 'ä', 'x'.repeat(101)]) expect(isName(bad)).toBe(false)
})

it('finds the nearest name', () => {
  expect(nearest('a b/c')).toBe('a-b-c')
  expect(nearest(' ..Löhne höher! ')).toBe('Lohne-hoher')
  expect(nearest('///')).toBe('')
})

it('suggests what none is called yet', () => {
  const changes = { ...NOTHING, set: ['workforce.crews.pay_ratio=0.9'] }
  expect(suggestion(null, changes, [])).toBe('pay-ratio')
  expect(suggestion('pay', changes, ['pay', 'pay-2'])).toBe('pay-3')
})
