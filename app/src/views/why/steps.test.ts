import { expect, it } from 'vitest'
import type { CauseGraph, CauseNode } from '../../lib/api/schema'
import { stepsOf } from './steps'

const node = (number: number, event: string, party: string): CauseNode => ({
  id: `e${number}`,
  kind: 'event',
  number,
  event,
  party,
  text: event,
  depth: 0,
  is_whole: true,
})

it('the steps of an act are those of its own party, back to its decision', () => {
  const nodes = [
    node(1, 'strike_began', 'russia'),
    node(2, 'decided', 'usa'),
    node(3, 'staging_began', 'usa'),
    node(4, 'force_ready', 'usa'),
    node(5, 'access_granted', 'uzbekistan'),
    node(6, 'decided', 'usa'),
    node(7, 'operation_launched', 'usa'),
    node(8, 'raid_began', 'usa'),
  ]
  const links = [[1, 6], [2, 3], [3, 4], [2, 6], [4, 7], [5, 7], [6, 7], [7, 8]] as const
  const edges = links.map(([from, to]) => ({ from: `e${from}`, to: `e${to}`, is_main: true }))
  const graph: CauseGraph = { run: 'r', scenario: 's', parties: [], root: 8, starts: '2014-10-01', nodes, edges, hidden: 0 }
  expect([...stepsOf(graph)].sort()).toEqual([2, 3, 4, 6, 7])
})
