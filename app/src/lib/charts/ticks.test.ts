import { describe, expect, it } from 'vitest'
import { Calendar } from '../time'
import { monthTicks, numberTicks } from './ticks'

describe('ticks', () => {
  const calendar = new Calendar('2014-10-01')

  it('stand at the first of months and tell a new year', () => {
    const ticks = monthTicks(calendar, 0, 243, 600)
    expect(ticks.map((tick) => tick.label)).toEqual(['Oct 2014', 'Nov', 'Dec', 'Jan 2015', 'Feb', 'Mar', 'Apr', 'May', 'Jun'])
    expect(ticks[1]?.at).toBe(31)
  })

  it('are fewer where there is little room', () => {
    expect(monthTicks(calendar, 0, 243, 150).map((tick) => tick.label)).toEqual(['Oct 2014', 'Jan 2015', 'Apr'])
  })

  it('are days where there is no month', () => {
    expect(monthTicks(calendar, 3, 9, 300).map((tick) => tick.label)).toEqual(['5 Oct', '7 Oct', '9 Oct'])
  })

  it('are hours where there is hardly a day', () => {
    expect(monthTicks(calendar, 24.1, 25.2, 300).map((tick) => tick.label)).toEqual(['06:00', '12:00', '18:00', '26 Oct'])
  })

  it('are round numbers within the ends', () => {
    expect(numberTicks(0, 97, 210).map((tick) => tick.at)).toEqual([0, 50])
    expect(numberTicks(4, 4, 210)).toEqual([{ at: 4, label: '4' }])
  })
})
