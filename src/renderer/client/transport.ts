import type { CorePort } from '../../shared/contract/envelope.ts'
import { createLoopbackTransport } from './transport-loopback.ts'
import { createPreloadTransport } from './transport-preload.ts'
import { createWindowShare, openShareChannel } from './transport-share.ts'
import type { Transport } from './transport-types.ts'

declare global {
  interface Window {
    /** Left by the preload of the Electron host; absent on the loopback host. */
    readonly kvitok?: CorePort
  }
}

const tokenName = 'kvitok.token'
/** Long enough for a viewer to have read the document. */
const documentLife_ms = 60_000

/**
 * The window's way to the core, chosen once: the preload's in Electron, else the loopback host's. Call it before
 * anything reads the address: the ticket in it is taken out at once.
 */
export function connectTransport(): Transport {
  if (window.kvitok !== undefined) return createPreloadTransport(window.kvitok)
  return createLoopbackTransport({
    origin: window.location.origin,
    ticket: takeTicket(),
    fetch: (url, init) => window.fetch(url, init),
    token: {
      read: () => window.sessionStorage.getItem(tokenName),
      write: (token) => window.sessionStorage.setItem(tokenName, token),
      remove: () => window.sessionStorage.removeItem(tokenName),
    },
    after(delay_ms, fire) {
      const timer = window.setTimeout(fire, delay_ms)
      return () => window.clearTimeout(timer)
    },
    share: createWindowShare(window.navigator.locks, openShareChannel()),
    showDocument,
  })
}

/** The ticket of the launch address, which is cleared of it: neither history nor a reload shows it again. */
function takeTicket(): string | null {
  const ticket = /^#ticket=([\w-]+)$/.exec(window.location.hash)?.[1] ?? null
  if (ticket !== null) window.history.replaceState(null, '', window.location.pathname)
  return ticket
}

function showDocument(_name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
  window.open(url, '_blank', 'noopener')
  window.setTimeout(() => URL.revokeObjectURL(url), documentLife_ms)
}
