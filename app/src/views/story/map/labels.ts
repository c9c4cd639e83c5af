// Where symbols and their labels go on the screen, so that none lies upon another.

export interface Point {
  x: number
  y: number
}

export interface Box extends Point {
  width: number
  height: number
}

/** Something to be drawn at a place. */
export interface Mark {
  id: string
  /** On the screen. */
  place: Point
  /** Of the symbol. */
  size: number
  /** Width and height of its label. */
  label: { width: number; height: number }
  /** The greater comes first. */
  rank: number
  /** Whether it moves aside when it shares its place. */
  yields: boolean
}

export interface Placed {
  id: string
  /** The symbol's middle. */
  at: Point
  /** Whether it stands off its place, and so needs a line to it. */
  isAside: boolean
  /** The label's upper left corner; none where it has no room. */
  label: Point | null
}

/** Between a symbol and its label, and between symbols in a stack. */
const GAP = 4

/** Symbols that share a place stand beside it one below the other; labels go where there is room, by rank. */
export function arranged(marks: Mark[]): Placed[] {
  const ranked = [...marks].sort((one, other) => other.rank - one.rank || (one.id < other.id ? -1 : 1))
  const stood = stacked(ranked)
  const taken = ranked.map((mark, index) => boxAround(stood[index]?.at ?? mark.place, mark.size))
  return ranked.map((mark, index) => {
    const { at, isAside } = stood[index] ?? { at: mark.place, isAside: false }
    const label = mark.label.width ? labelled(mark, at, taken) : null
    if (label) taken.push({ ...label, ...mark.label })
    return { id: mark.id, at, isAside, label }
  })
}

/** Those that yield leave a place which is taken, or which several of them want. */
function stacked(marks: Mark[]): { at: Point; isAside: boolean }[] {
  const fixed = marks.filter((mark) => !mark.yields)
  const heaps: Mark[][] = []
  for (const mark of marks.filter((one) => one.yields)) {
    const heap = heaps.find(([first]) => first && isNear(first, mark))
    if (heap) heap.push(mark)
    else heaps.push([mark])
  }
  const stood = new Map<string, { at: Point; isAside: boolean }>()
  for (const heap of heaps) {
    const first = heap[0] as Mark
    const host = fixed.find((mark) => isNear(first, mark))
    if (heap.length === 1 && !host) continue
    const height = heap.reduce((sum, mark) => sum + mark.size + GAP, 0)
    const anchor = host?.place ?? first.place
    let y = anchor.y - height / 2
    for (const mark of heap) {
      stood.set(mark.id, { at: { x: anchor.x + 1.25 * mark.size + (host?.size ?? 0) / 2, y: y + mark.size / 2 }, isAside: true })
      y += mark.size + GAP
    }
  }
  return marks.map((mark) => stood.get(mark.id) ?? { at: mark.place, isAside: false })
}

const isNear = (one: Mark, other: Mark) =>
  Math.hypot(one.place.x - other.place.x, one.place.y - other.place.y) < (one.size + other.size) / 2

/** To the right, the left, below, above: the first that is free. What moves stays at its right, or it would flicker. */
function labelled({ label: { width, height }, size, yields }: Mark, { x, y }: Point, taken: Box[]): Point | null {
  const off = size / 2 + GAP
  const corners = [
    { x: x + off, y: y - height / 2 },
    { x: x - off - width, y: y - height / 2 },
    { x: x - width / 2, y: y + off },
    { x: x - width / 2, y: y - off - height },
  ]
  const tried = yields ? corners.slice(0, 1) : corners
  return tried.find((corner) => !taken.some((box) => overlap(box, { ...corner, width, height }))) ?? null
}

const boxAround = ({ x, y }: Point, size: number): Box => ({ x: x - size / 2, y: y - size / 2, width: size, height: size })

const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height
