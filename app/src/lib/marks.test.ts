import { expect, it } from 'vitest'
import { mark } from './marks'

it('marks by characters, and past the end', () => {
  expect(mark('rate = 7', 8, 1)).toEqual({ before: 'rate = ', marked: '7', after: '' })
  expect(mark('𝛼 = ü + 1', 5, 1)).toEqual({ before: '𝛼 = ', marked: 'ü', after: ' + 1' })
  expect(mark('ab', 9, 4)).toEqual({ before: 'ab', marked: ' ', after: '' })
})
