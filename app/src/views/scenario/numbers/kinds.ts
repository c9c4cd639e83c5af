// What the first segments of paths are in plain words: the kinds of table of the scenario language, as its reference has them.

import type { Party } from '../../../lib/api/schema'

const KINDS: Record<string, string> = {
  party: 'States, blocs and movements',
  stance: 'How parties stand to each other',
  trust: 'How parties trust each other',
  hostility: 'How hostile parties are',
  default: 'Where nothing is said between two parties',
  trend: 'Drifts of a stance from outside',
  agreement: 'Leases and treaties',
  access: 'Rights of way and bases',
  weather: 'Weather by region',
  good: 'What is traded',
  producer: 'Who produces what',
  consumer: 'Who needs what',
  contract: 'Contracts to deliver',
  route: 'Ways that goods take',
  site: 'Sites',
  city: 'Cities and their people',
  facility: 'Where projects are carried out',
  airfield: 'Airfields',
  workforce: 'People who work at a facility',
  campaign: 'Tasks of a sort of project',
  project: 'What is built, launched or filled',
  constellation: 'Satellites',
  capability: 'What parties can do, and what it rests on',
  aircraft: 'Types of aircraft',
  force: 'Forces',
  corridor: 'Corridors in the air',
  doctrine: 'What parties weigh when they decide',
  climate: 'How weather goes',
  market: 'How trade and prices go',
  unrest: 'How protest rises and spreads',
  labour: 'How strikes begin and end',
  work: 'How projects go on or are hindered',
  assets: 'How capabilities are lost and restored',
  movement: 'How forces move and load',
  battle: 'How fights go',
  diplomacy: 'How talks, calls and sanctions work',
  escalation: 'How fighting spreads, and how it ends',
  visibility: 'How parties see what is not theirs',
  decisions: 'How much a party can decide',
}

/** "doctrine.usa" → "What parties weigh when they decide: United States". Null where the kind is not known. */
export function plainWord(group: string, parties: Party[]): string | null {
  const [kind = '', ...rest] = group.split('.')
  const word = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined
  if (!word) return null
  if (!rest.length) return word
  const id = rest.join('.')
  return `${word}: ${parties.find((party) => party.id === id)?.title ?? id.replaceAll('_', ' ')}`
}
