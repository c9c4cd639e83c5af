// The ground of the map: land and borders, painted by MapLibre. All that changes in time is drawn above it, so that the
// ground is painted only when the view moves.

import { Map as GroundMap, prewarm, setWorkerUrl, type PaddingOptions } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import type { Bounds } from '../tale'
import { tinted, type Land } from './lands'
import { borders, land } from './world'

setWorkerUrl(workerUrl)
// Its workers start while the run is still being played.
prewarm()

export type { GroundMap }
export { lands } from './lands'

/** What the ground is painted with, as tokens. */
const PAINT = [
  { layer: 'water', property: 'background-color', token: '--water' },
  { layer: 'land', property: 'fill-color', token: '--land' },
  { layer: 'side-0', property: 'fill-color', token: '--side-0' },
  { layer: 'side-1', property: 'fill-color', token: '--side-1' },
  { layer: 'side-2', property: 'fill-color', token: '--side-2' },
  { layer: 'side-3', property: 'fill-color', token: '--side-3' },
  { layer: 'borders', property: 'line-color', token: '--line' },
] as const

/** How much of its side's colour a party's country takes on; of a party without a side, less. */
const TINT = { side: 0.14, none: 0.08 }

const tint = (colour: number) => ({
  id: `side-${colour}`,
  type: 'fill' as const,
  source: 'parties',
  filter: ['==', ['get', 'colour'], colour] as ['==', ['get', string], number],
  paint: { 'fill-opacity': colour ? TINT.side : TINT.none, 'fill-antialias': false },
})

/** A map without anything in time; fails where the browser has no WebGL. */
export function ground(container: HTMLElement, all: Land[], bounds: Bounds, padding: PaddingOptions): GroundMap {
  const map = new GroundMap({
    container,
    locale: { 'Map.Title': 'Ground of the map' },
    bounds,
    fitBoundsOptions: { padding },
    attributionControl: false,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    minZoom: 1,
    maxZoom: 10,
    style: {
      version: 8,
      sources: {
        land: { type: 'geojson', data: land(), tolerance: 0.3, maxzoom: 9 },
        parties: { type: 'geojson', data: tinted(all), tolerance: 0.3, maxzoom: 9 },
        borders: { type: 'geojson', data: borders(), tolerance: 0.3, maxzoom: 9 },
      },
      layers: [
        { id: 'water', type: 'background' },
        { id: 'land', type: 'fill', source: 'land' },
        ...[0, 1, 2, 3].map(tint),
        { id: 'borders', type: 'line', source: 'borders', paint: { 'line-width': 0.8 } },
      ],
    },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.on('style.load', () => paint(map))
  return map
}

/** Paints in the colours of the page as they are now. */
export function paint(map: GroundMap) {
  const probe = document.createElement('span')
  map.getContainer().append(probe)
  for (const { layer, property, token } of PAINT) {
    probe.style.color = `var(${token})`
    map.setPaintProperty(layer, property, getComputedStyle(probe).color)
  }
  probe.remove()
}

/** Calls back whenever the page turns light or dark. */
export function onTheme(act: () => void): () => void {
  const scheme = window.matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(act)
  scheme.addEventListener('change', act)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    scheme.removeEventListener('change', act)
    observer.disconnect()
  }
}
