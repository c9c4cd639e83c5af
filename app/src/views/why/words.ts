// How causes bear on their effects, and what a run can do without, in words.

import type { Bearing, CauseNode } from '../../lib/api/schema'

/** The words beside a link, short enough for the room between two columns. */
export const bearings: Record<Bearing, string> = {
  pivotal: 'pivotal',
  not_pivotal: 'not pivotal',
  rate: 'other rate',
  level: 'level',
}

/** The shape of a link's line. */
export const dashes: Record<Bearing | 'none', string> = {
  none: '',
  pivotal: '',
  not_pivotal: '7 5',
  rate: '7 5',
  level: '1.5 4.5',
}

/** A stream's name as a person would say it. */
export const plain = (stream: string) => stream.replaceAll('_', ' ')

/** What a cause is that is no record, in a few letters. */
export function short(node: CauseNode): string {
  if (node.draw) return `Luck: ${plain(node.draw.stream)}`
  if (node.given) return node.given.path
  return node.text
}
