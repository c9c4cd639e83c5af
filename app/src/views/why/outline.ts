// A cause graph as a tree to read from top to bottom. What stands behind several events has its causes told once, where it
// is nearest to the event asked about.

import type { CauseGraph, CauseNode } from '../../lib/api/schema'

export type Entry = {
  node: CauseNode
  level: number
  isMain: boolean
  remark: string | null
  /** Whether this is where its causes are told. */
  isFirst: boolean
  causes: Entry[]
}

export function outline(graph: CauseGraph): Entry {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const root = byId.get(`e${graph.root}`)
  if (!root) throw new Error(`record ${graph.root} is not in its own graph`)
  const first: Entry = { node: root, level: 0, isMain: false, remark: null, isFirst: true, causes: [] }
  const told = new Set([root.id])
  // Level by level, so that what is near is told near.
  const queue = [first]
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    for (const edge of graph.edges.filter((edge) => edge.to === entry.node.id)) {
      const node = byId.get(edge.from)
      if (!node) continue
      const isFirst = !told.has(node.id) || node.kind !== 'event'
      told.add(node.id)
      const cause: Entry = {
        node,
        level: entry.level + 1,
        isMain: edge.is_main,
        remark: edge.remark ?? null,
        isFirst,
        causes: [],
      }
      entry.causes.push(cause)
      if (isFirst) queue.push(cause)
    }
    entry.causes.sort((a, b) => Number(b.isMain) - Number(a.isMain) || Number(a.node.kind !== 'event') - Number(b.node.kind !== 'event'))
  }
  return first
}

/** Whether a node is told in an entry or below it. */
export function holds(entry: Entry, node: string | null): boolean {
  return entry.node.id === node || entry.causes.some((cause) => holds(cause, node))
}
