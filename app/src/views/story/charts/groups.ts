// Which quantities stand together, and what they are called there.

import type { Quantity, Story } from '../../../lib/api/schema'
import { figure, percent, quantity as withUnit } from '../../../lib/numbers'
import type { Tale } from '../tale'

export interface Group {
  id: string
  title: string
  colour: 0 | 1 | 2 | 3
  rows: { title: string; quantity: Quantity }[]
}

/** Shares of people and probabilities, which are read as percentages. */
const SHARES = new Set(['protest', 'unrest', 'shortage', 'striking', 'belief'])

/** Parties in their order, those with a side first; then pairs; then outcomes. */
export function groups(tale: Tale): Group[] {
  const { parties, quantities } = tale.story
  const ranked = [...parties].sort((one, other) => (one.colour || 9) - (other.colour || 9))
  const found: Group[] = ranked.map((party) => ({
    id: party.id,
    title: party.title,
    colour: tale.colour(party.id),
    rows: rows(tale, quantities.filter((quantity) => quantity.party === party.id)),
  }))
  const others = quantities.filter((quantity) => !tale.party(quantity.party))
  const pairs = others.filter((quantity) => quantity.of === 'pair')
  const rest = others.filter((quantity) => quantity.of !== 'pair')
  found.push({ id: 'pairs', title: 'Between parties', colour: 0, rows: rows(tale, pairs) })
  found.push({ id: 'outcomes', title: 'Outcomes', colour: 0, rows: rows(tale, rest) })
  return found.filter((group) => group.rows.length > 0)
}

const rows = (tale: Tale, quantities: Quantity[]) =>
  quantities.map((quantity) => ({ quantity, title: titleOf(tale, quantity) }))

function titleOf(tale: Tale, { of, path, title }: Quantity): string {
  if (of === 'pair') return `${pairOf(tale.story, path)}: ${lower(title)}`
  if (of === 'city') return `${tale.entity(path)?.title ?? path}: ${lower(title)}`
  return title
}

function pairOf({ parties }: Story, path: string): string {
  const titles = path.split('+').map((one) => {
    const id = one.slice(one.indexOf('.') + 1)
    return parties.find((party) => party.id === id)?.title ?? id
  })
  return titles.join(' – ')
}

const lower = (title: string) => title.charAt(0).toLowerCase() + title.slice(1)

/** A value as its chart says it. */
export function spoken(quantity: Quantity, value: number): string {
  if (isYesOrNo(quantity)) return value ? 'yes' : 'no'
  if (SHARES.has(quantity.name) || quantity.unit === 'share') return percent(value)
  if (quantity.unit === 'level') return figure(value)
  return withUnit(value, quantity.unit)
}

/** From least to greatest, the unit said once: "0 – 300 people". */
export function range(quantity: Quantity, low: number, high: number): string {
  if (isYesOrNo(quantity)) return ''
  const [least, greatest] = [spoken(quantity, low), spoken(quantity, high)]
  const unit = greatest.includes(' ') ? greatest.slice(greatest.indexOf(' ')) : ''
  return `${unit && least.endsWith(unit) ? least.slice(0, -unit.length) : least} – ${greatest}`
}

function isYesOrNo({ name, unit, days }: Quantity): boolean {
  return name === 'outcome' && unit === '1' && days.every((value) => value === 0 || value === 1)
}
