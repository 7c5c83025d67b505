import { EventEmitter } from 'node:events'
import type { Network } from './network.ts'

/** The default session. Chromium's own permissions are left as they are: see README.md. */
export function createSession(network: Network) {
  return Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    webRequest: {
      onBeforeRequest: (
        filter: { readonly urls: readonly string[] },
        listener: Parameters<Network['setBeforeRequest']>[1],
      ) => network.setBeforeRequest(filter.urls, listener),
    },
  })
}
