// A line with a stretch of it marked, as diagnostics point at it.

export type Marked = { before: string; marked: string; after: string }

/** Columns count characters from 1. What lies behind the line's end is marked as one blank. */
export function mark(text: string, column: number, width: number): Marked {
  const characters = Array.from(text)
  const from = Math.min(Math.max(column - 1, 0), characters.length)
  const until = Math.min(from + Math.max(width, 1), characters.length)
  return {
    before: characters.slice(0, from).join(''),
    marked: characters.slice(from, until).join('') || ' ',
    after: characters.slice(until).join(''),
  }
}
