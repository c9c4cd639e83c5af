// How the arrow keys walk through a cause graph: left to a cause, right to an effect, up and down in a column.

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
  if (step === 'up' || step === 'down') return besides(layout, key, step === 'up' ? -1 : 1)
  const effects = effectsOf(layout, key)
  const effect = effects.find((place) => place.key === through) ?? effects[0]
  return effect?.key ?? null
}

/** What stands above or below in the column. */
function besides(layout: Layout, key: string, by: 1 | -1): string | null {
  const column = layout.placed.find((place) => place.key === key)?.column
  const all = layout.placed.filter((place) => place.column === column).sort((a, b) => a.y - b.y || a.x - b.x)
  return all[all.findIndex((place) => place.key === key) + by]?.key ?? null
}

function siblings(layout: Layout, effect: string): Placed[] {
  const keys = new Set(layout.lines.filter((line) => line.to === effect).map((line) => line.from))
  return layout.placed
    .filter((place) => keys.has(place.key) || place.key.endsWith(`@${effect}`))
    .sort((a, b) => a.y - b.y || a.x - b.x)
}
