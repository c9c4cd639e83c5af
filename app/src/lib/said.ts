// Messages as people read them: a capital in front, and quoted text apart from the rest.

export type Part = { text: string; isCode: boolean }

/** What stands between backticks is code; one backtick alone is left as it is. */
export function parts(message: string): Part[] {
  return message
    .split(/(`[^`\n]+`)/)
    .filter(Boolean)
    .map((text) => (/^`[^`\n]+`$/.test(text) ? { text: text.slice(1, -1), isCode: true } : { text, isCode: false }))
}

/** With a capital in front and a stop at the end, where it has neither. */
export function sentence(message: string): string {
  const text = message.trim()
  const capital = text.slice(0, 1).toUpperCase() + text.slice(1)
  return /[.:?…)]$/.test(capital) || capital.includes('\n') || capital === '' ? capital : `${capital}.`
}
