// How causes bear on their effects, and what a run can do without, in words.

import type { Bearing, CauseNode } from '../../lib/api/schema'

/** The words beside a link, short enough for the room between two columns. */
export const bearings: Record<Bearing, string> = {
  pivotal: 'pivotal',
  not_pivotal: 'not pivotal',
  rate: 'not pivotal',
  level: 'level',
}

/** What they mean, in a sentence each. */
export const meanings: Record<Bearing, string> = {
  pivotal: 'without it, the rule would not have held',
  not_pivotal: 'the rule would have held without it',
  rate: 'the rule would have held without it, only more or less urgently',
  level: 'it moved a value that the rule weighs',
}

/** The shape of a link's line. */
export const dashes: Record<Bearing | 'none', string> = {
  none: '',
  pivotal: '',
  not_pivotal: '7 5',
  rate: '7 5',
  level: '1.5 4.5',
}

/** What is drawn, in words; a stream that is not listed goes by its name. */
const LUCK: Record<string, string> = {
  parameter: 'the value of an uncertain number',
  temperature: 'the temperature',
  rain: 'the rain',
  flying_weather: 'the weather for flying',
  mood: 'the mood of a city',
  riot: 'whether a riot breaks out',
  casualties: 'how many people are hurt',
  strike: 'when a strike begins',
  settlement: 'when a strike ends',
  gate_riot: 'whether there is a riot at the gate',
  attempt: 'whether the launch goes or is put off',
  launch: 'whether the launch succeeds',
  purpose: 'whether what is feared is so',
  evidence: 'what evidence comes to light',
  readiness: 'when a satellite is ready',
  detection: 'when somebody notices',
  error: 'how wrong a party is about a value',
  bias: 'how wrong a party always is about a value',
  option: 'when the option is taken',
  lead_time: 'how long the order takes',
  movement: 'how long the force takes',
  answer: 'the answer',
  vote: 'the vote',
  lift: 'which aircraft turn back or are lost',
  jump: 'who is hurt on the jump',
  surprise: 'whether there is surprise',
  ending: 'who wins the fight',
  transfer: 'how well the fitted model holds here',
  losses: 'the losses of a side',
  prisoners: 'how many are taken prisoner',
  phase: 'how long a phase of the fight lasts',
  spread: 'when in the fight the losses fall',
  third_army: 'what the army standing by does',
  counter_attack: 'whether there is a counter-attack',
  front: 'whether a further front opens',
  off_ramp: 'whether the dispute is closed',
  alarm: 'whether there is a false alarm',
}

/** What a stream draws, as a person would say it. */
export const plain = (stream: string) => LUCK[stream] ?? stream.replaceAll('_', ' ')

/** What a cause is that is no record, in a few letters. */
export function short(node: CauseNode): string {
  if (node.draw) return `Luck: ${plain(node.draw.stream)}`
  if (node.given) return node.given.path
  return node.text
}

/** The same in full. */
export function sentenceOf(node: CauseNode): string {
  const { draw } = node
  return draw ? `Luck: ${plain(draw.stream)}, ${draw.of}${draw.with ? ` with ${draw.with}` : ''}` : node.text
}
