import { expect, it } from 'vitest'
import type { PageSentence, WrittenPage } from '../../lib/api/schema'
import { byDay, nameSentences } from './sentences'

const told = (text: string, records: number[] = [1]): PageSentence => ({ text, records, sources: [] })

it('names each sentence by its section and its place, whatever block it is in', () => {
  const page: WrittenPage = {
    run: 'r',
    starts: '2014-10-01',
    title: '',
    infobox: { facts: [], sides: [] },
    lead: [{ kind: 'paragraph', sentences: [told('a'), told('b', [])] }],
    sections: [
      {
        anchor: 'incident',
        heading: '',
        blocks: [
          { kind: 'list', points: [[told('c')], [told('d')]] },
          { kind: 'hours', entries: [{ time: '', sentences: [told('e')] }] },
        ],
      },
    ],
    sources: [],
    colophon: [],
    events: [],
  }
  const names = nameSentences(page).map(({ id, sentence }) => `${id} ${sentence.text}`)
  expect(names).toEqual(['lead-1 a', 'incident-1 c', 'incident-2 d', 'incident-3 e'])
})

it('puts the hours of a day together', () => {
  const days = byDay([{ time: '6 April 2015, 03:51' }, { time: '7 April 2015, 03:56' }, { time: '7 April 2015, 04:10' }])
  expect(days.map(({ day, entries }) => [day, entries.map((entry) => entry.clock)])).toEqual([
    ['6 April 2015', ['03:51']],
    ['7 April 2015', ['03:56', '04:10']],
  ])
})
