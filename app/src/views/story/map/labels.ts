// Where symbols and their labels go on the screen, so that none lies upon another.

export interface Point {
  x: number
  y: number
}

export interface Box extends Point {
  width: number
  height: number
}

/** What there is room on. */
export interface Screen {
  width: number
  height: number
  /** Where other things lie already. */
  taken: Box[]
}

/** Something to be drawn at a place. */
export interface Mark {
  id: string
  /** On the screen. */
  place: Point
  /** Where it may stand as well, the best first: what has no symbol only. */
  others?: Point[]
  /** Of the symbol; 0 where there is only a label. */
  size: number
  /** Width and height of its label, the fullest first, then shorter ones; none without one. */
  labels: { width: number; height: number }[]
  /** The greater comes first. */
  rank: number
  /** Whether it moves aside when it shares its place. */
  yields: boolean
  /** Whether it is left out where a greater one covers it. */
  isMinor: boolean
}

export interface Placed {
  id: string
  /** The symbol's middle. */
  at: Point
  /** Whether it stands off its place, and so needs a line to it. */
  isAside: boolean
  /** The label's upper left corner, and which of them it is; none where none has room. */
  label: (Box & { choice: number }) | null
}

/** Between a symbol and its label, and between symbols in a stack. */
const GAP = 4

/** Symbols that share a place stand beside it one below the other; labels go where there is room, by rank. */
export function arranged(marks: Mark[], screen: Screen): Placed[] {
  const ranked = [...marks].sort((one, other) => other.rank - one.rank || (one.id < other.id ? -1 : 1))
  const drawn: { mark: Mark; at: Point; isAside: boolean }[] = []
  const taken = [...screen.taken]
  for (const { mark, at, isAside } of stacked(ranked)) {
    const box = boxAround(at, mark.size)
    const isCovered = mark.isMinor && drawn.some((other) => overlap(boxAround(other.at, other.mark.size), box))
    if (isCovered) continue
    drawn.push({ mark, at, isAside })
    if (mark.size > 0) taken.push(box)
  }
  return drawn.map(({ mark, at, isAside }) => {
    const label = labelled(mark, at, { ...screen, taken })
    if (label) taken.push(label)
    return { id: mark.id, at, isAside, label }
  })
}

/** Those that yield leave a place which is taken, or which several of them want. */
function stacked(marks: Mark[]): { mark: Mark; at: Point; isAside: boolean }[] {
  const fixed = marks.filter((mark) => !mark.yields)
  const heaps: Mark[][] = []
  for (const mark of marks.filter((one) => one.yields)) {
    const heap = heaps.find(([first]) => first && isNear(first, mark))
    if (heap) heap.push(mark)
    else heaps.push([mark])
  }
  const stood = new Map<string, { at: Point; isAside: boolean }>()
  const taken: Box[] = []
  const stand = (mark: Mark, at: Point, isAside: boolean) => {
    stood.set(mark.id, { at, isAside })
    taken.push(boxAround(at, mark.size))
  }
  for (const mark of fixed.filter((one) => !one.isMinor && one.size > 0)) taken.push(boxAround(mark.place, mark.size))
  const hostOf = ([first]: Mark[]) => fixed.find((mark) => !mark.isMinor && mark.size > 0 && isNear(first as Mark, mark))
  const isAlone = (heap: Mark[]) => heap.length === 1 && !hostOf(heap)
  for (const [first] of heaps.filter(isAlone)) if (first) stand(first, first.place, false)
  for (const heap of heaps.filter((one) => !isAlone(one))) {
    // In the order of their places, or their lines would cross.
    const sorted = [...heap].sort((one, other) => one.place.y - other.place.y || (one.id < other.id ? -1 : 1))
    const ways = columnsBeside(hostOf(heap) ?? (heap[0] as Mark), sorted)
    const isFree = (column: Point[]) =>
      column.every((at, index) => !taken.some((other) => overlap(boxAround(at, sorted[index]?.size ?? 0), other)))
    const column = ways.find(isFree) ?? ways[0] ?? []
    sorted.forEach((mark, index) => stand(mark, column[index] ?? mark.place, true))
  }
  return marks.map((mark) => ({ mark, ...(stood.get(mark.id) ?? { at: mark.place, isAside: false }) }))
}

/** Where a heap may stand beside its place: right of it or left, level with it, then higher or lower, then farther off. */
function columnsBeside(place: Mark, heap: Mark[]): Point[][] {
  const height = heap.reduce((sum, mark) => sum + mark.size + GAP, -GAP)
  const half = Math.max(...heap.map((mark) => mark.size)) / 2
  const near = place.size / 2 + half + 2 * GAP
  const column = (x: number, middle: number) => {
    let y = place.place.y + middle - height / 2
    return heap.map(({ size }) => ({ x: place.place.x + x, y: (y += size + GAP) - size / 2 - GAP }))
  }
  return [near, near + 2 * half].flatMap((off) =>
    [0, -height / 2, height / 2].flatMap((middle) => [column(off, middle), column(-off, middle)]),
  )
}

const isNear = (one: Mark, other: Mark) =>
  Math.hypot(one.place.x - other.place.x, one.place.y - other.place.y) < (one.size + other.size) / 2

/** To the right, the left, below, above: the first that is free and on the screen. */
function labelled({ labels, size, others = [] }: Mark, at: Point, screen: Screen): Placed['label'] {
  for (const [choice, label] of labels.entries()) {
    for (const place of [at, ...others]) {
      const free = boxes(label, size, place).find((box) => isFree(box, screen))
      if (free) return { ...free, choice }
    }
  }
  return null
}

function boxes({ width, height }: { width: number; height: number }, size: number, { x, y }: Point): Box[] {
  const off = size / 2 + GAP
  const middle = { x: x - width / 2, y: y - height / 2 }
  const beside = [
    { x: x + off, y: y - height / 2 },
    { x: x - off - width, y: y - height / 2 },
    { x: x - width / 2, y: y + off },
    { x: x - width / 2, y: y - off - height },
  ]
  // What has no symbol is all label.
  return (size === 0 ? [middle] : beside).map((corner) => ({ ...corner, width, height }))
}

const isFree = (box: Box, screen: Screen) => isInside(box, screen) && !screen.taken.some((other) => overlap(other, box))

const isInside = ({ x, y, width, height }: Box, screen: Screen) =>
  x >= 0 && y >= 0 && x + width <= screen.width && y + height <= screen.height

const boxAround = ({ x, y }: Point, size: number): Box => ({ x: x - size / 2, y: y - size / 2, width: size, height: size })

const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height

/** Places sorted by how near they are to the middle of them all. */
export function fromTheMiddle(places: Point[]): Point[] {
  const mean = (axis: 'x' | 'y') => places.reduce((sum, place) => sum + place[axis], 0) / (places.length || 1)
  const [x, y] = [mean('x'), mean('y')]
  const off = (place: Point) => Math.hypot(place.x - x, place.y - y)
  return [...places].sort((one, other) => off(one) - off(other))
}
