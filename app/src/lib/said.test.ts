import { expect, it } from 'vitest'
import { parts, sentence } from './said'

it('sets quoted text apart', () => {
  expect(parts('there is no `a` or `b c` here')).toEqual([
    { text: 'there is no ', isCode: false },
    { text: 'a', isCode: true },
    { text: ' or ', isCode: false },
    { text: 'b c', isCode: true },
    { text: ' here', isCode: false },
  ])
  expect(parts('one ` alone')).toEqual([{ text: 'one ` alone', isCode: false }])
})

it('makes a sentence of a message', () => {
  expect(sentence('there is none')).toBe('There is none.')
  expect(sentence('`x` is no name')).toBe('`x` is no name.')
  expect(sentence('Is it there?')).toBe('Is it there?')
})
