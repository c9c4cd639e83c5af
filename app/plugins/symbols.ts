// The symbols of APP-6(D) that powderkeg's maps draw, made by milsymbol while the app is built: the library is larger than
// all the symbols it makes for us. `import symbols from 'virtual:symbols'` gives them by the digits that matter.

import ms from 'milsymbol'
import type { Plugin } from 'vite'

/** Symbol set and entity with its modifiers, as `crates/report/src/export/symbol.rs` writes them; a test compares. */
export const ENTITIES: readonly (readonly [set: string, entity: string])[] = [
  ['10', '1211000019'],
  ['10', '1211000001'],
  ['10', '1211040000'],
  ['10', '1417000000'],
  ['10', '1208000300'],
  ['30', '1200000000'],
  ['20', '1213010000'],
  ['20', '1214020000'],
  ['20', '0000000000'],
  // A frame without anything in it, for what is not listed.
  ['10', '0000000000'],
]

/** Unknown, friend, neutral, hostile: the shape of the frame. */
const IDENTITIES = ['1', '3', '4', '6']

const NAME = 'virtual:symbols'

export function symbols(): Plugin {
  return {
    name: 'symbols',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(drawn())}` : null),
  }
}

/** By identity, set and entity: `3101211000019`. Colours are the page's: `currentColor` and two custom properties. */
function drawn(): Record<string, string> {
  const found: Record<string, string> = {}
  for (const identity of IDENTITIES) {
    for (const [set, entity] of ENTITIES) found[identity + set + entity] = draw(`100${identity}${set}0000${entity}`)
  }
  return found
}

/** Stand-ins that no symbol contains of itself. */
const FILL = 'rgb(1,2,3)'
const INK = 'rgb(4,5,6)'

function draw(sidc: string): string {
  const every = (colour: string) => ({
    Civilian: colour,
    Friend: colour,
    Hostile: colour,
    Neutral: colour,
    Unknown: colour,
    Suspect: colour,
  })
  const symbol = new ms.Symbol(sidc, {
    size: 24,
    simpleStatusModifier: true,
    colorMode: every(FILL),
    iconColor: every(INK),
    frameColor: every(INK),
    strokeWidth: 6,
  })
  return symbol
    .asSVG()
    .replaceAll(FILL, 'var(--symbol-fill)')
    .replaceAll(INK, 'var(--symbol-ink)')
    .replace('<svg ', '<svg aria-hidden="true" focusable="false" ')
}
