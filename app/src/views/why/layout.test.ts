import { describe, expect, it } from 'vitest'
import type { CauseEdge, CauseGraph, CauseNode } from '../../lib/api/schema'
import { lay, linesOfText, type Placed } from './layout'
import { outline } from './outline'
import { settle } from './settle'
import { causesOf, effectsOf, walk } from './walk'

/** A graph of some size, made by a small generator of its own so that it is the same each time. */
function graphOf(events: number, seed: number): CauseGraph {
  let state = seed
  const next = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  const nodes: CauseNode[] = []
  const edges: CauseEdge[] = []
  let at = 0
  for (let number = 1; number <= events; number++) {
    at += next(3) * 700
    const text = 'word '.repeat(3 + next(20)).trim()
    nodes.push({ id: `e${number}`, kind: 'event', number, at, text, depth: events - number, is_whole: true })
    const causes = new Set(Array.from({ length: Math.min(number - 1, 1 + next(4)) }, () => number - 1 - next(Math.min(number - 1, 9))))
    ;[...causes].filter((cause) => cause > 0).forEach((cause, index) => edges.push({ from: `e${cause}`, to: `e${number}`, is_main: index === 0 }))
    if (next(2)) {
      nodes.push({ id: `s${number}`, kind: 'chance', text: 'luck', depth: 1, is_whole: true })
      edges.push({ from: `s${number}`, to: `e${number}`, is_main: false })
    }
  }
  return { run: 'r', scenario: 's', parties: [], root: events, starts: '2014-10-01', nodes, edges, hidden: 0 }
}

const overlap = (a: Placed, b: Placed) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('the layout of causes', () => {
  for (const [events, seed] of [[1, 1], [2, 1], [14, 7], [40, 3], [120, 5]] as const) {
    const graph = graphOf(events, seed)
    const layout = lay(graph)

    it(`lets none of ${events} events overlap another, nor leave the picture`, () => {
      for (const [index, a] of layout.placed.entries()) {
        for (const b of layout.placed.slice(index + 1)) expect(overlap(a, b), `${a.key} ${b.key}`).toBe(false)
        expect(a.y).toBeGreaterThanOrEqual(0)
        expect(a.x + a.width).toBeLessThanOrEqual(layout.width)
        expect(a.y + a.height).toBeLessThanOrEqual(layout.height + 1e-6)
      }
    })

    it(`leads time to the right, all through ${events} events and along their links`, () => {
      const place = new Map(layout.placed.map((placed) => [placed.key, placed]))
      for (const line of layout.lines) {
        expect(place.get(line.from)!.column).toBeLessThan(place.get(line.to)!.column)
        const xs = line.points.map(([x]) => x)
        expect(xs).toEqual([...xs].sort((a, b) => a - b))
      }
      layout.columns.slice(1).forEach((column, index) => expect(column.from).toBeGreaterThanOrEqual(layout.columns[index]!.until))
      expect(place.get(`e${graph.root}`)!.column).toBe(layout.columns.length - 1)
    })

    it(`draws no line of ${events} events behind a card`, () => {
      for (const line of layout.lines) {
        for (let index = 1; index + 1 < line.points.length; index += 2) {
          const [x, y] = line.points[index]!
          const behind = layout.placed.filter((card) => card.x < x + 1 && card.x + card.width > x && card.y < y && card.y + card.height > y)
          expect(behind.map((card) => card.key)).toEqual([])
        }
      }
    })
  }

  it('is the same whenever it is made', () => {
    const graph = graphOf(40, 3)
    expect(lay(graph)).toEqual(lay(structuredClone(graph)))
  })

  it('crosses no lines that need not cross', () => {
    const event = (number: number, at: number): CauseNode => ({ id: `e${number}`, kind: 'event', number, at, text: 'x', depth: 5 - number, is_whole: true })
    const edge = (from: number, to: number): CauseEdge => ({ from: `e${from}`, to: `e${to}`, is_main: true })
    const nodes = [event(1, 0), event(2, 0), event(3, 9), event(4, 9), event(5, 20)]
    const edges = [edge(1, 4), edge(2, 3), edge(3, 5), edge(4, 5)]
    const y = new Map(lay({ run: 'r', scenario: 's', parties: [], root: 5, starts: '2014-10-01', nodes, edges, hidden: 0 }).placed.map((place) => [place.key, place.y]))
    expect(y.get('e1')! < y.get('e2')!).toBe(y.get('e4')! < y.get('e3')!)
  })
})

it('counts lines as words wrap, three at most', () => {
  expect(linesOfText('Short.')).toBe(1)
  expect(linesOfText('The Baikonur crews went on strike.')).toBe(2)
  expect(linesOfText('word '.repeat(60))).toBe(3)
})

it('settles things as near to their wishes as their room allows', () => {
  expect(settle([0, 100], [0, 10])).toEqual([0, 100])
  expect(settle([5, 5], [0, 10])).toEqual([0, 10])
  expect(settle([5, 5, 50], [0, 10, 10])).toEqual([0, 10, 50])
})

describe('the arrow keys', () => {
  const layout = lay(graphOf(14, 7))

  it('lead to a cause and back to the effect one came from', () => {
    const cause = walk(layout, 'e14', 'left', null)
    expect(cause).toBe(causesOf(layout, 'e14')[0]!.key)
    expect(walk(layout, cause!, 'right', 'e14')).toBe('e14')
    expect(walk(layout, 'e14', 'right', null)).toBeNull()
  })

  it('lead up and down through all of a column, from its top to its end', () => {
    for (const { column } of layout.placed) {
      const all = layout.placed.filter((place) => place.column === column).sort((a, b) => a.y - b.y)
      const reached: string[] = []
      for (let key: string | null = all[0]!.key; key; key = walk(layout, key, 'down', null)) reached.push(key)
      expect(reached).toEqual(all.map((place) => place.key))
      expect(walk(layout, reached.at(-1)!, 'up', null)).toBe(reached.at(-2) ?? null)
    }
  })

  it('know the effect of each cause', () => {
    for (const { key } of causesOf(layout, 'e14')) expect(effectsOf(layout, key).map((place) => place.key)).toContain('e14')
  })
})

it('the outline tells the causes of each event once', () => {
  const graph = graphOf(40, 3)
  const told: string[] = []
  const visit = (entry: ReturnType<typeof outline>) => {
    if (entry.isFirst && entry.node.kind === 'event') told.push(entry.node.id)
    entry.causes.forEach(visit)
  }
  visit(outline(graph))
  expect(new Set(told).size).toBe(told.length)
})
