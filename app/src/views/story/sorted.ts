// Looking things up in lists that are in the order of time.

/** The last index whose minute is at or before another; −1 where there is none. */
export function lastIndex<T>(list: readonly T[], minute: number, at: (row: T) => number): number {
  let low = -1
  let high = list.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (at(list[middle] as T) <= minute) low = middle
    else high = middle - 1
  }
  return low
}

/** The last row whose minute is at or before another. */
export const last = <T>(list: readonly T[], minute: number, at: (row: T) => number): T | undefined =>
  list[lastIndex(list, minute, at)]
