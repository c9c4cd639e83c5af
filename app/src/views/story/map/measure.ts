// How wide a label is, without asking the layout.

const FONT = '600 12px system-ui, sans-serif'
const widths = new Map<string, number>()
let context: CanvasRenderingContext2D | null = null

export function widthOf(text: string): number {
  if (!text) return 0
  const known = widths.get(text)
  if (known !== undefined) return known
  context ??= document.createElement('canvas').getContext('2d')
  if (context) context.font = FONT
  const width = Math.ceil(context?.measureText(text).width ?? text.length * 7) + 2
  widths.set(text, width)
  return width
}
