// Numbers as people read them.

const MINUS = '−'

/** Three significant digits at most, thousands apart: "12,300", "0.046". */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text =
    size >= 1000
      ? Math.round(size).toLocaleString('en')
      : size < 0.0005
        ? size.toExponential(1)
        : String(Number(size.toPrecision(3)))
  return value < 0 ? MINUS + text : text
}

/** "42 %"; small shares keep a digit: "0.4 %", "0.03 %". */
export function percent(share: number): string {
  const size = Math.abs(share) * 100
  const text = size > 0 && size < 0.095 ? String(Number(size.toPrecision(1))) : size > 0 && size < 9.95 ? size.toFixed(1) : size > 99 && size < 100 ? size.toFixed(1) : size.toFixed(0)
  return `${share < 0 ? MINUS : ''}${text} %`
}

/** An estimate and half the width of its interval, to the digits that it is known to: "21.9 ± 1.7". */
export function give(value: number, half: number): string {
  if (!(half > 0)) return figure(value)
  const digits = Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(half))))
  return `${value.toFixed(digits).replace('-', MINUS)} ± ${half.toFixed(digits)}`
}

/** A value with its unit; `1` is none. */
export function quantity(value: number, unit: string): string {
  return unit === '1' || unit === '' ? figure(value) : `${figure(value)} ${unit}`
}

/** Whole numbers with thousands apart. */
export const whole = (value: number) => Math.round(value).toLocaleString('en')
