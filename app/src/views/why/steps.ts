// The steps of an act itself: what its party did to bring it about. That an act fails without them goes without saying.

import type { CauseGraph, CauseNode } from '../../lib/api/schema'

/** Events by which an operation goes its way, from the decision on. */
const STEPS = new Set([
  'decided',
  'staging_began',
  'force_ready',
  'departed',
  'landed',
  'operation_launched',
  'lift_lost',
  'raid_began',
  'dropped',
  'assault',
  'seized',
])

/** Numbers of the records from the decision to the event, all of its own party. What was decided for is no step of it. */
export function stepsOf(graph: CauseGraph): Set<number> {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]))
  const root = byId.get(`e${graph.root}`)
  const found = new Set<number>()
  const queue = root ? [root] : []
  for (let node = queue.shift(); node; node = queue.shift()) {
    if (node.event === 'decided') continue
    for (const edge of graph.edges) {
      const cause = edge.to === node.id ? byId.get(edge.from) : undefined
      if (!cause?.number || found.has(cause.number) || !isStep(cause, root?.party)) continue
      found.add(cause.number)
      queue.push(cause)
    }
  }
  return found
}

const isStep = ({ event, party }: CauseNode, of: string | null | undefined) => party === of && STEPS.has(event ?? '')
