import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ENTITIES } from '../../../../plugins/symbols.ts'
import { symbol } from './symbol'

describe('symbols', () => {
  it('are drawn for every code that the program writes', () => {
    const rust = readFileSync('../crates/report/src/export/symbol.rs', 'utf8')
    const forces = [...rust.matchAll(/\("(\d\d)", "(\d{10})"\)/g)].map(([, set, entity]) => `${set}${entity}`)
    const installations = [...rust.matchAll(/"(\d{10})"(?! *\))/g)].map(([, entity]) => `20${entity}`)
    const listed = new Set(ENTITIES.map(([set, entity]) => set + entity))
    expect(forces.length).toBeGreaterThan(4)
    for (const code of [...forces, ...installations]) expect(listed).toContain(code)
  })

  it('have a frame even where they are not listed', () => {
    expect(symbol('10231000009999999999')).toContain('<svg')
    expect(symbol('10231000001211000019')).not.toBe(symbol('10231000009999999999'))
  })
})
