// A symbol of APP-6(D) by its code of twenty digits.

import symbols from 'virtual:symbols'

/** Identity is the fourth digit, the set the fifth and sixth, the entity the last ten. What is not drawn is a bare frame. */
export function symbol(sidc: string): string {
  const [identity, set, entity] = [sidc.charAt(3), sidc.slice(4, 6), sidc.slice(10)]
  return symbols[identity + set + entity] ?? symbols[`${identity}100000000000`] ?? ''
}
