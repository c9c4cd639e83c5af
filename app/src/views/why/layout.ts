// Where the nodes of a cause graph stand: time from left to right in columns, the event that is asked about at the right.
// Scenario lines and draws hang below the event that they are a cause of.
//
// After Sugiyama, Tagawa and Toda 1981 (IEEE Transactions on Systems, Man and Cybernetics 11:109): a link over several
// columns keeps a narrow way free in each; the order in a column follows the barycentres of its neighbours. Lengths are in
// sixteenths of a rem, so that the graph grows with a reader's type.

import type { CauseEdge, CauseGraph, CauseNode } from '../../lib/api/schema'
import { settle } from './settle'

export const CARD_WIDTH = 220
const CARD_HEAD = 34
const LINE = 19
const CHIP = 24
const CHIP_GAP = 2
export const CHIP_INDENT = 14
const BETWEEN_CARDS = 24
const BETWEEN_COLUMNS = 72
const WAY = 4
const BETWEEN_WAYS = 10
/** Letters that fit a card's line in a wide typeface. */
const LETTERS = 24
const MOST_LINES = 3
/** Cards in a column at most. */
const MOST_CARDS = 4
const SWEEPS = 12

export type Placed = {
  /** Unique: a node's id; of a scenario line or a draw, with the id of the effect it hangs below. */
  key: string
  node: CauseNode
  column: number
  x: number
  y: number
  width: number
  height: number
}

export type Line = {
  edge: CauseEdge
  /** Key of the cause. */
  from: string
  /** Key of the effect. */
  to: string
  /** Points of the way: pairs of level pieces, from the cause's right to the effect's left. */
  points: [number, number][]
}

export type Column = { x: number; from: number; until: number }

export type Layout = { width: number; height: number; placed: Placed[]; lines: Line[]; columns: Column[] }

/** What takes up height in a column: an event with what hangs below it, or the way of a cause's links past the column. */
type Item = { column: number; height: number; centre: number; links: { item: Item; weight: number }[] }

export function lay(graph: CauseGraph): Layout {
  const events = graph.nodes.filter((node) => node.kind === 'event')
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const hung = hangers(graph.edges, byId)
  const between = graph.edges.filter((edge) => byId.get(edge.from)?.kind === 'event' && byId.has(edge.to))
  const columnOf = columnsOf(events, between)
  const count = 1 + Math.max(-1, ...columnOf.values())

  const blocks = new Map<string, Item>()
  for (const event of events) {
    const height = cardHeight(event.text) + (hung.get(event.id)?.length ?? 0) * (CHIP + CHIP_GAP)
    blocks.set(event.id, { column: columnOf.get(event.id) ?? 0, height, centre: 0, links: [] })
  }
  const ways = waysOf(between, blocks)
  const columns: Item[][] = Array.from({ length: count }, () => [])
  for (const item of [...blocks.values(), ...[...ways.values()].flat()]) columns[item.column]?.push(item)
  order(columns)
  stack(columns)

  const top = Math.min(0, ...columns.flat().map((item) => item.centre - item.height / 2))
  for (const item of columns.flat()) item.centre -= top
  const left = (column: number) => column * (CARD_WIDTH + BETWEEN_COLUMNS)
  const placed = events.flatMap((event) => placeBlock(event, blocks.get(event.id), hung.get(event.id) ?? [], left))
  return {
    width: Math.max(0, left(count) - BETWEEN_COLUMNS),
    height: Math.max(0, ...columns.flat().map((item) => item.centre + item.height / 2)),
    placed,
    lines: linesOf(graph.edges, placed, ways, left),
    columns: spans(events, columnOf, count, left),
  }
}

/** Lines that a sentence takes on a card. */
export function linesOfText(text: string): number {
  let lines = 1
  let used = 0
  for (const word of text.split(' ')) {
    if (used > 0 && used + 1 + word.length > LETTERS) {
      lines += 1
      used = 0
    }
    used += (used > 0 ? 1 : 0) + word.length
  }
  return Math.min(lines, MOST_LINES)
}

const cardHeight = (text: string) => CARD_HEAD + LINE * linesOfText(text)

/** The causes that are no records, by their effect. */
function hangers(edges: CauseEdge[], byId: Map<string, CauseNode>): Map<string, CauseNode[]> {
  const found = new Map<string, CauseNode[]>()
  for (const edge of edges) {
    const cause = byId.get(edge.from)
    if (!cause || cause.kind === 'event') continue
    const others = found.get(edge.to) ?? []
    if (!others.includes(cause)) found.set(edge.to, [...others, cause])
  }
  return found
}

/** Columns in the order of time: a new one where an event has a cause in the present one, or where that is full. */
function columnsOf(events: CauseNode[], edges: CauseEdge[]): Map<string, number> {
  const sorted = [...events].sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || (a.number ?? 0) - (b.number ?? 0))
  const found = new Map<string, number>()
  let column = 0
  let cards = 0
  for (const event of sorted) {
    const follows = edges.some((edge) => edge.to === event.id && found.get(edge.from) === column)
    if (follows || cards === MOST_CARDS || (event.depth === 0 && cards > 0)) {
      column += 1
      cards = 0
    }
    found.set(event.id, column)
    cards += 1
  }
  return found
}

/** For each cause, the ways that its links keep free: one in each column between it and its last effect. */
function waysOf(edges: CauseEdge[], blocks: Map<string, Item>): Map<string, Item[]> {
  const found = new Map<string, Item[]>()
  for (const [id, block] of blocks) {
    const out = edges.filter((edge) => edge.from === id)
    const last = Math.max(block.column, ...out.map((edge) => blocks.get(edge.to)?.column ?? 0))
    const ways: Item[] = []
    let before = block
    for (let column = block.column + 1; column < last; column++) {
      const way: Item = { column, height: WAY, centre: 0, links: [] }
      link(before, way, 4)
      ways.push(way)
      before = way
    }
    found.set(id, ways)
    for (const edge of out) {
      const effect = blocks.get(edge.to)
      if (effect) link(effect.column - block.column > 1 ? ways[effect.column - block.column - 2]! : block, effect, edge.is_main ? 3 : 1)
    }
  }
  return found
}

function link(a: Item, b: Item, weight: number) {
  a.links.push({ item: b, weight })
  b.links.push({ item: a, weight })
}

/** Sorts each column by the places of its neighbours in the next one, to and fro; the order with the fewest crossings stays. */
function order(columns: Item[][]) {
  let best = columns.map((column) => [...column])
  let fewest = crossings(columns)
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const leftwards = sweep % 2 === 0
    const sequence = leftwards ? [...columns.keys()].reverse() : [...columns.keys()]
    for (const index of sequence) sortBy(columns[index]!, columns[index + (leftwards ? 1 : -1)])
    const now = crossings(columns)
    if (now < fewest) {
      fewest = now
      best = columns.map((column) => [...column])
    }
  }
  for (const [index, column] of best.entries()) columns[index] = column
}

function sortBy(column: Item[], neighbours: Item[] | undefined) {
  if (!neighbours) return
  const rank = new Map(neighbours.map((item, index) => [item, (index + 0.5) / neighbours.length]))
  const wish = new Map(
    column.map((item, index) => {
      const near = item.links.filter((other) => rank.has(other.item))
      const own = (index + 0.5) / column.length
      const sum = near.reduce((total, other) => total + (rank.get(other.item) ?? 0), 0)
      return [item, near.length ? sum / near.length : own]
    }),
  )
  column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0))
}

export function crossings(columns: Item[][]): number {
  let count = 0
  for (const [index, column] of columns.entries()) {
    const rank = new Map((columns[index + 1] ?? []).map((item, at) => [item, at]))
    const ends = column.map((item) => item.links.flatMap((other) => rank.get(other.item) ?? []))
    ends.forEach((upper, at) => {
      for (const lower of ends.slice(at + 1)) for (const a of upper) for (const b of lower) if (a > b) count += 1
    })
  }
  return count
}

/** Gives heights: each item as near to the mean of its neighbours as the order and the room allow. */
function stack(columns: Item[][]) {
  for (const column of columns) settleColumn(column, () => 0)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 === 0 ? [...columns].reverse() : columns) settleColumn(column, meanOfNeighbours)
  }
}

function meanOfNeighbours(item: Item): number {
  const weight = item.links.reduce((sum, other) => sum + other.weight, 0)
  return weight ? item.links.reduce((sum, other) => sum + other.weight * other.item.centre, 0) / weight : item.centre
}

function settleColumn(column: Item[], wish: (item: Item) => number) {
  const apart = (a: Item, b: Item) =>
    (a.height + b.height) / 2 + (a.height === WAY && b.height === WAY ? BETWEEN_WAYS : BETWEEN_CARDS)
  const gaps = column.map((item, index) => (index ? apart(column[index - 1]!, item) : 0))
  settle(column.map(wish), gaps).forEach((centre, index) => (column[index]!.centre = centre))
}

function placeBlock(event: CauseNode, block: Item | undefined, chips: CauseNode[], left: (column: number) => number): Placed[] {
  if (!block) return []
  const { column } = block
  const x = left(column)
  const y = block.centre - block.height / 2
  const height = cardHeight(event.text)
  const card = { key: event.id, node: event, column, x, y, width: CARD_WIDTH, height }
  const hung = chips.map((node, index) => ({
    key: `${node.id}@${event.id}`,
    node,
    column,
    x: x + CHIP_INDENT,
    y: y + height + CHIP_GAP + index * (CHIP + CHIP_GAP),
    width: CARD_WIDTH - CHIP_INDENT,
    height: CHIP,
  }))
  return [card, ...hung]
}

/** The links between events; those that end at the same card do so below each other, in the order they come from. */
function linesOf(edges: CauseEdge[], placed: Placed[], ways: Map<string, Item[]>, left: (column: number) => number): Line[] {
  const card = new Map(placed.map((place) => [place.key, place]))
  const lines: Line[] = []
  for (const edge of edges) {
    const from = card.get(edge.from)
    const to = card.get(edge.to)
    if (!from || !to) continue
    const points: [number, number][] = [[from.x + from.width, from.y + from.height / 2]]
    for (const way of (ways.get(edge.from) ?? []).filter((way) => way.column < to.column)) {
      points.push([left(way.column), way.centre], [left(way.column) + CARD_WIDTH, way.centre])
    }
    lines.push({ edge, from: from.key, to: to.key, points })
  }
  for (const [key, place] of card) {
    const into = lines.filter((line) => line.to === key)
    into.sort((a, b) => (a.points.at(-1)?.[1] ?? 0) - (b.points.at(-1)?.[1] ?? 0))
    into.forEach((line, index) => line.points.push([place.x, place.y + (place.height * (index + 1)) / (into.length + 1)]))
  }
  return lines
}

function spans(events: CauseNode[], columnOf: Map<string, number>, count: number, left: (column: number) => number): Column[] {
  return Array.from({ length: count }, (_, column) => {
    const times = events.filter((event) => columnOf.get(event.id) === column).map((event) => event.at ?? 0)
    return { x: left(column), from: Math.min(...times), until: Math.max(...times) }
  })
}

/** A smooth curve through the points of a line: level at the columns, bent between them. */
export function curve(points: [number, number][]): string {
  let path = ''
  points.forEach(([x, y], index) => {
    const before = points[index - 1]
    if (!before) path += `M${round(x)} ${round(y)}`
    else if (before[1] === y) path += `H${round(x)}`
    else {
      const middle = (before[0] + x) / 2
      path += `C${round(middle)} ${round(before[1])} ${round(middle)} ${round(y)} ${round(x)} ${round(y)}`
    }
  })
  return path
}

const round = (value: number) => Math.round(value * 10) / 10
