import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const root = import.meta.dirname

/** What cannot be bundled: Electron is the runtime, serialport carries native code. */
const external = ['electron', /^electron\/.+/, 'serialport', /^@serialport\/.+/]

const entries = {
  index: 'src/main/index.ts',
  loopback: 'src/main/hosts/loopback/main.ts',
  'core-worker': 'src/main/hosts/core-worker.ts',
  'rebuild-worker': 'src/main/store/snapshot/rebuild-worker.ts',
}
const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)]))

/** The store reads sql.js's binary from beside the bundle that runs it. */
function copySqlWasm(): Plugin {
  return {
    name: 'copy-sql-wasm',
    writeBundle({ dir }) {
      const to = dir ?? join(root, 'out', 'main')
      mkdirSync(to, { recursive: true })
      copyFileSync(join(root, 'node_modules', 'sql.js', 'dist', 'sql-wasm.wasm'), join(to, 'sql-wasm.wasm'))
    },
  }
}

export default defineConfig({
  main: {
    plugins: [copySqlWasm()],
    build: {
      externalizeDeps: false,
      target: 'node22.12',
      sourcemap: true,
      rolldownOptions: { input, external, output: { format: 'es' } },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(root, 'src/preload/index.ts') },
        external: ['electron'],
        // A sandboxed window loads only CommonJS, which in this package is told by the name alone.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'src/renderer'),
    plugins: [react()],
    // Each host puts a fresh nonce in its place when it serves the page.
    html: { cspNonce: 'KVITOK_CSP_NONCE' },
    build: {
      outDir: join(root, 'out/renderer'),
      target: 'chrome120',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      minify: true,
      rolldownOptions: { input: { index: join(root, 'src/renderer/index.html') } },
    },
  },
})
