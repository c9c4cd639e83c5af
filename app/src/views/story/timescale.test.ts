import { describe, expect, it } from 'vitest'
import { TimeScale } from './timescale'

const DAY = 1440
const incident = { from: 188 * DAY + 236, until: 188 * DAY + 818 }
const crisis = {
  ends: 243 * DAY - 1,
  events: [3 * DAY, 40 * DAY + 7, 85 * DAY, 182 * DAY, 185 * DAY, 188 * DAY + 236, 188 * DAY + 400, 240 * DAY],
  ways: [{ from: 185 * DAY, until: 185 * DAY + 106 }],
  incident,
}

describe('the time scale', () => {
  it.each([
    ['a crisis', crisis],
    ['one without an incident', { ...crisis, incident: null }],
    ['one in which nothing happens', { ends: 10 * DAY + 17, events: [], ways: [], incident: null }],
    ['one of a minute', { ends: 1, events: [0], ways: [], incident: { from: 0, until: 1 } }],
  ])('is monotone and can be read backwards: %s', (_, happenings) => {
    const scale = new TimeScale(happenings)
    let last = -1
    for (let step = 0; step <= 2000; step++) {
      const minute = (step / 2000) * happenings.ends
      const position = scale.position(minute)
      expect(position).toBeGreaterThan(last)
      expect(scale.minute(position)).toBeCloseTo(minute, 4)
      last = position
    }
    expect(scale.position(0)).toBe(0)
    expect(scale.position(happenings.ends)).toBe(1)
  })

  it('gives the hours of the incident a good part of the width', () => {
    const scale = new TimeScale(crisis)
    const width = scale.position(incident.until) - scale.position(incident.from)
    expect(width).toBeGreaterThan(0.25)
    expect(width).toBeLessThan(0.5)
  })

  it('thins what is quiet', () => {
    const scale = new TimeScale(crisis)
    const width = (from: number, until: number) => scale.position(until) - scale.position(from)
    expect(width(100 * DAY, 101 * DAY)).toBeLessThan(width(185 * DAY, 186 * DAY) / 4)
  })

  it('does not let an incident of months take the room of everything else', () => {
    const scale = new TimeScale({ ...crisis, incident: { from: 10 * DAY, until: 200 * DAY } })
    expect(scale.incident?.until).toBeLessThan(14 * DAY)
  })
})
