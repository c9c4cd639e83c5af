import { expect, it } from 'vitest'
import { bar } from './scale'

it.each([
  [4, 46, 200],
  [8.2, 46, 20],
  [3, 0, 1000],
])('the bar at zoom %d and latitude %d is %d km', (zoom, latitude, kilometres) => {
  const found = bar(zoom, latitude, 110)
  expect(found.kilometres).toBe(kilometres)
  expect(found.width).toBeLessThanOrEqual(110)
  expect(found.width).toBeGreaterThan(110 / 2.5)
})
