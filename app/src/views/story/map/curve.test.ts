import { describe, expect, it } from 'vitest'
import { along, bend } from './curve'

const angleOf = (arrow: string) => Number(/rotate\(([-\d.]+)\)/.exec(arrow)?.[1])
const seller = { x: 300, y: 300 }

describe('the arrow of a stream', () => {
  const buyers = { 'right and down': [1, 1], 'left and down': [-1, 1], 'left and up': [-1, -1], 'right and up': [1, -1] } as const
  for (const [name, [right, down]] of Object.entries(buyers)) {
    for (const lane of [-1, 0, 1]) {
      it(`points from seller to buyer: ${name}, lane ${lane}`, () => {
        const buyer = { x: seller.x + right * 120, y: seller.y + down * 90 }
        const angle = (angleOf(bend(seller, buyer, lane).arrow) * Math.PI) / 180
        expect(Math.sign(Math.cos(angle))).toBe(right)
        expect(Math.sign(Math.sin(angle))).toBe(down)
      })
    }
  }

  it('runs with the line where it lies', () => {
    const control = { x: 100, y: 0 }
    const to = { x: 100, y: 100 }
    expect(along({ x: 0, y: 0 }, control, to, 0).angle).toBeCloseTo(0)
    expect(along({ x: 0, y: 0 }, control, to, 0.5)).toEqual({ at: { x: 75, y: 25 }, angle: 45 })
    expect(along({ x: 0, y: 0 }, control, to, 1).angle).toBeCloseTo(90)
  })
})
