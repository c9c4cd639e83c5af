// How the arrow keys walk through a cause graph: left to a cause, right to an effect, up and down among the causes of the
// same effect.

import type { Layout, Placed } from './layout'

export type Step = 'left' | 'right' | 'up' | 'down'

/** The causes of a card, its main one first, then from top to bottom. */
export function causesOf(layout: Layout, key: string): Placed[] {
  const main = layout.lines.find((line) => line.to === key && line.edge.is_main)?.from
  return siblings(layout, key).sort((a, b) => Number(b.key === main) - Number(a.key === main))
}

/** The effects of a card, or the one that a scenario line or a draw hangs below; the nearest to the event asked about first. */
export function effectsOf(layout: Layout, key: string): Placed[] {
  const hangsBelow = key.split('@')[1]
  const keys = hangsBelow ? [hangsBelow] : layout.lines.filter((line) => line.from === key).map((line) => line.to)
  return layout.placed.filter((place) => keys.includes(place.key)).sort((a, b) => a.node.depth - b.node.depth)
}

/** Where a key leads; `through` is the effect that one came from, if any. */
export function walk(layout: Layout, key: string, step: Step, through: string | null): string | null {
  if (step === 'left') return causesOf(layout, key)[0]?.key ?? null
  const effects = effectsOf(layout, key)
  const effect = effects.find((place) => place.key === through) ?? effects[0]
  if (!effect) return null
  if (step === 'right') return effect.key
  const row = siblings(layout, effect.key)
  const next = row.findIndex((place) => place.key === key) + (step === 'up' ? -1 : 1)
  return row[next]?.key ?? null
}

function siblings(layout: Layout, effect: string): Placed[] {
  const keys = new Set(layout.lines.filter((line) => line.to === effect).map((line) => line.from))
  return layout.placed
    .filter((place) => keys.has(place.key) || place.key.endsWith(`@${effect}`))
    .sort((a, b) => a.y - b.y || a.x - b.x)
}
