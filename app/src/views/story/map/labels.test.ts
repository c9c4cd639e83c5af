import { describe, expect, it } from 'vitest'
import { arranged, type Mark } from './labels'

const screen = { width: 400, height: 300, taken: [] }

const mark = (id: string, x: number, y: number, more: Partial<Mark> = {}): Mark => ({
  id,
  place: { x, y },
  size: 20,
  labels: [{ width: 60, height: 14 }],
  rank: 1,
  yields: false,
  isMinor: false,
  ...more,
})

describe('marks on the map', () => {
  it('stand where they are while they are alone', () => {
    const [alone] = arranged([mark('a', 100, 100, { yields: true })], screen)
    expect(alone).toMatchObject({ at: { x: 100, y: 100 }, isAside: false })
    expect(alone?.label?.x).toBeGreaterThan(100)
  })

  it('stand one below the other beside a place that they share', () => {
    const force = { yields: true, rank: 3 }
    const placed = arranged([mark('f', 100, 100), mark('a', 100, 100, force), mark('b', 101, 100, force), mark('c', 99, 102, force)], screen)
    const beside = placed.filter((one) => one.isAside)
    expect(beside.map((one) => one.id)).toEqual(['a', 'b', 'c'])
    for (const [index, one] of beside.entries()) {
      expect(one.at.x).toBeGreaterThan(110)
      const next = beside[index + 1]
      if (next) expect(next.at.y - one.at.y).toBeGreaterThanOrEqual(20)
    }
  })

  it('stand clear of who is alone nearby', () => {
    const force = { yields: true, rank: 3, labels: [] }
    const marks = [mark('f', 100, 100), mark('a', 100, 100, force), mark('b', 101, 101, force), mark('alone', 128, 100, force)]
    const placed = arranged(marks, screen)
    expect(placed.find((one) => one.id === 'alone')?.at).toEqual({ x: 128, y: 100 })
    for (const [index, one] of placed.entries()) {
      for (const other of placed.slice(index + 1)) {
        expect(Math.abs(one.at.x - other.at.x) >= 20 || Math.abs(one.at.y - other.at.y) >= 20, `${one.id} ${other.id}`).toBe(true)
      }
    }
  })

  it('keep their labels on the screen and off what lies there', () => {
    const [right] = arranged([mark('a', 385, 100)], screen)
    expect(right?.label?.x).toBeLessThan(385 - 60)
    const taken = [{ x: 300, y: 0, width: 100, height: 200 }]
    const [left] = arranged([mark('a', 285, 100)], { ...screen, taken })
    expect(left?.label?.x).toBeLessThan(285 - 60)
  })

  it('have a shorter label where the full one has no room', () => {
    const labels = [{ width: 900, height: 28 }, { width: 60, height: 14 }]
    const [short] = arranged([mark('a', 100, 100, { labels })], screen)
    expect(short?.label?.choice).toBe(1)
  })

  it('are left out where a greater one covers them, if they are minor', () => {
    const placed = arranged([mark('great', 100, 100, { rank: 2 }), mark('minor', 104, 100, { isMinor: true }), mark('other', 105, 100)], screen)
    expect(placed.map((one) => one.id)).toEqual(['great', 'other'])
  })

  it('lose their labels by rank where there is no room', () => {
    const crowd = Array.from({ length: 12 }, (_, index) => mark(`${index}`, 100 + index * 3, 100, { rank: index }))
    const labels = arranged(crowd, screen).filter((one) => one.label)
    expect(labels.length).toBeGreaterThan(0)
    expect(labels.length).toBeLessThan(12)
    expect(labels.map((one) => one.id)).toContain('11')
    for (const one of labels) {
      for (const other of labels) {
        if (one === other || !one.label || !other.label) continue
        const apart = Math.abs(one.label.x - other.label.x) >= 60 || Math.abs(one.label.y - other.label.y) >= 14
        expect(apart).toBe(true)
      }
    }
  })
})
