import { describe, expect, it } from 'vitest'
import { Calendar } from '../../lib/time'
import { ticks } from './ticks'
import { TimeScale } from './timescale'

const DAY = 1440
const scale = new TimeScale({
  ends: 243 * DAY - 1,
  events: [85 * DAY, 185 * DAY],
  ways: [],
  incident: { from: 188 * DAY + 236, until: 188 * DAY + 818 },
})
const calendar = new Calendar('2014-10-01')

describe('ticks', () => {
  it.each([340, 800, 1400])('do not overlap at %i pixels, and stay inside', (width) => {
    for (const row of Object.values(ticks(scale, calendar, width))) {
      for (const [index, tick] of row.entries()) {
        const next = row[index + 1]
        if (next) expect(next.x - tick.x).toBeGreaterThan(((tick.label.length + next.label.length) / 2) * 6.6)
        expect(tick.x).toBeGreaterThan(0)
        expect(tick.x).toBeLessThan(width)
      }
    }
  })

  it('name the day of the incident and its hours', () => {
    const labels = ticks(scale, calendar, 1000).finer.map((tick) => tick.label)
    expect(labels).toContain('7 Apr')
    expect(labels).toContain('06:00')
  })
})
