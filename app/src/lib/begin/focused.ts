// What a form is for has the focus once the form is there: it was asked for a moment ago, by a button that is still focused.

export function focused(node: HTMLElement) {
  // Whoever types already is left alone.
  if (!(document.activeElement instanceof HTMLInputElement)) node.focus({ preventScroll: true })
}
