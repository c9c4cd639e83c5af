import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { symbols } from './plugins/symbols.ts'
import { world } from './plugins/world.ts'

// While the app is worked on, a server that runs already answers for it. It refuses what another site's page asks, so it is
// asked in its own name.
const server = process.env.POWDERKEG_SERVER ?? 'http://127.0.0.1:4712'

export default defineConfig({
  plugins: [svelte(), world(), symbols()],
  build: { target: 'es2023', chunkSizeWarningLimit: 1200 },
  server: { host: '127.0.0.1', proxy: { '/api': { target: server, changeOrigin: true, headers: { origin: server } } } },
})
