import { expect, it } from 'vitest'
import type { Diagnostic } from '../../../lib/api/schema'
import { NOTHING } from '../../../lib/changes'
import { attribute } from './attribution'

const diagnostic = (message: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: 'error',
  code: 'outside-range',
  message,
  help: null,
  places: [],
  setting: null,
  also: 0,
  ...more,
})

it('finds the change that each mistake is about', () => {
  const changes = { ...NOTHING, set: ['a=1', 'b.c = 7'], forbid: ['usa.rade'] }
  const line = { file: '--forbid', line: 1, column: 1, width: 8, text: 'usa.rade', label: '' }
  const own = diagnostic('an old warning', { severity: 'warning' })
  const found = attribute(
    [diagnostic('too large', { setting: 1 }), diagnostic('no such option', { places: [line] }), diagnostic('elsewhere'), own],
    changes,
    [own],
  )
  expect(found.settings.get('b.c')?.[0]?.message).toBe('too large')
  expect(found.options.get('usa.rade')?.[0]?.message).toBe('no such option')
  expect(found.elsewhere.map((one) => one.message)).toEqual(['elsewhere'])
})
