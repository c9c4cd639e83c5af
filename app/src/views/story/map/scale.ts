// The map's scale: a round length, as long as there is room for.

/** Metres around the equator, and pixels around it at zoom 0. */
const AROUND = 40_075_017
const PIXELS = 512

const ROUND = [5, 2, 1]

export interface Bar {
  kilometres: number
  /** Pixels. */
  width: number
}

/** The longest bar of 1, 2 or 5 times a power of ten kilometres that fits, at a latitude: Mercator's scale differs. */
export function bar(zoom: number, latitude: number, room: number): Bar {
  const kilometre = (PIXELS * 2 ** zoom * 1000) / (AROUND * Math.cos((latitude * Math.PI) / 180))
  const most = room / kilometre
  const power = 10 ** Math.floor(Math.log10(most))
  const kilometres = power * (ROUND.find((times) => times * power <= most) ?? 1)
  return { kilometres, width: kilometres * kilometre }
}
