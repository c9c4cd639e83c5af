// The sentences of a page in the order they are read, each with a name of its own for addresses.

import type { PageBlock, PageSentence, WrittenPage } from '../../lib/api/schema'

export type Named = { id: string; sentence: PageSentence }

/** All sentences that rest on something, named by their section and their place in it: `incident-3`. */
export function nameSentences(page: WrittenPage): Named[] {
  const parts = [{ anchor: 'lead', blocks: page.lead }, ...page.sections]
  return parts.flatMap(({ anchor, blocks }) =>
    blocks
      .flatMap(sentencesOf)
      .map((sentence, index) => ({ id: `${anchor}-${index + 1}`, sentence }))
      .filter(({ sentence }) => sentence.records.length > 0 || sentence.sources.length > 0),
  )
}

function sentencesOf(block: PageBlock): PageSentence[] {
  switch (block.kind) {
    case 'paragraph':
      return block.sentences
    case 'list':
      return block.points.flat()
    case 'hours':
      return block.entries.flatMap((entry) => entry.sentences)
    case 'table':
    case 'figure':
      return []
  }
}

/** Entries by their days: "10 April 2015, 02:40" is of the day before the comma. */
export function byDay<T extends { time: string }>(entries: T[]): { day: string; entries: (T & { clock: string })[] }[] {
  const days: { day: string; entries: (T & { clock: string })[] }[] = []
  for (const entry of entries) {
    const comma = entry.time.lastIndexOf(', ')
    const day = comma < 0 ? entry.time : entry.time.slice(0, comma)
    const last = days.at(-1)
    const told = { ...entry, clock: comma < 0 ? '' : entry.time.slice(comma + 2) }
    if (last?.day === day) last.entries.push(told)
    else days.push({ day, entries: [told] })
  }
  return days
}
