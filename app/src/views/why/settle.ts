// Things in a row, each as near as may be to where it would like to be.

/**
 * Places in the given order, at least `gaps[i]` after the one before, with the least sum of squared distances from the
 * wishes: isotonic regression by pooling adjacent violators (Ayer et al. 1955, Annals of Mathematical Statistics 26:641).
 * `gaps[0]` is not looked at.
 */
export function settle(wishes: number[], gaps: number[]): number[] {
  let offset = 0
  const offsets = wishes.map((_, index) => (offset += index ? (gaps[index] ?? 0) : 0))
  const pools: { sum: number; count: number }[] = []
  wishes.forEach((wish, index) => {
    let pool = { sum: wish - (offsets[index] ?? 0), count: 1 }
    for (let last = pools.at(-1); last && last.sum / last.count > pool.sum / pool.count; last = pools.at(-1)) {
      pools.pop()
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count }
    }
    pools.push(pool)
  })
  const means = pools.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count))
  return means.map((mean, index) => mean + (offsets[index] ?? 0))
}
