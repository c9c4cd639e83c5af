declare module 'virtual:world' {
  import type { GeometryCollection, Topology } from 'topojson-specification'
  const world: Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>
  export default world
}

declare module 'virtual:symbols' {
  /** SVG by standard identity, symbol set and entity of a code of APP-6(D). */
  const symbols: Record<string, string>
  export default symbols
}
