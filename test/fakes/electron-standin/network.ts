import type { Route } from 'playwright-core'
import { isShown, toOwn } from './address.ts'

type ProtocolHandler = (request: Request) => Response | Promise<Response>
type BeforeRequest = (
  details: { readonly url: string },
  answer: (response: { readonly cancel?: boolean }) => void,
) => void

export interface Network {
  setProtocol(scheme: string, handler: ProtocolHandler): void
  setBeforeRequest(patterns: readonly string[], listener: BeforeRequest): void
  /** One request of a page, as the session of the program lets it through or not. */
  answer(route: Route): Promise<void>
}

/** What `protocol.handle` and `session.webRequest` registered, put before Chromium's own network. */
export function createNetwork(): Network {
  const protocols = new Map<string, ProtocolHandler>()
  let before: { readonly schemes: readonly string[]; readonly listener: BeforeRequest } | null = null

  const isCancelled = (url: string): Promise<boolean> => {
    const registered = before
    if (registered === null || !registered.schemes.some((scheme) => url.startsWith(`${scheme}://`))) {
      return Promise.resolve(false)
    }
    return new Promise((resolve) => {
      registered.listener({ url }, (response) => resolve(response.cancel === true))
    })
  }

  return {
    setProtocol: (scheme, handler) => protocols.set(scheme, handler),
    setBeforeRequest(patterns, listener) {
      before = { schemes: patterns.map((pattern) => pattern.split('://')[0] ?? ''), listener }
    },
    async answer(route) {
      const request = route.request()
      const url = toOwn(request.url())
      if (!isShown(request.url())) {
        if (await isCancelled(url)) await route.abort('blockedbyclient')
        else await route.continue()
        return
      }
      const handler = protocols.get('app')
      if (handler === undefined) {
        await route.abort('addressunreachable')
        return
      }
      const response = await handler(new Request(url, { method: request.method() }))
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      })
    },
  }
}
