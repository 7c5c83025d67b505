import { say } from './say.mjs'
import { watchedFetch } from './watched-fetch.mjs'

/** Loaded by `node --import` before Electron's own installer, whose downloads go through `fetch`. */
const connect_ms = 5_000
const silence_ms = 15_000
const sayEvery_ms = 3_000

let said_ms = Date.now()

globalThis.fetch = watchedFetch(globalThis.fetch, {
  connect_ms,
  silence_ms,
  proxied: process.env['NODE_USE_ENV_PROXY'] === '1',
  onBytes(received, total) {
    if (Date.now() - said_ms < sayEvery_ms) return
    said_ms = Date.now()
    const of = total === null ? '' : ` of ${megabytes(total)}`
    say(`Electron: ${megabytes(received)}${of} MB`)
  },
})

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1024 / 1024).toFixed(1)
}
