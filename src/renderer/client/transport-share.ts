import type { CoreEvent } from '../../shared/contract/envelope.ts'
import type { LinkState } from './transport-types.ts'

/** What the window that holds the event stream tells the others, and how a new one asks. */
export type ShareMessage =
  | { readonly type: 'hello' }
  | { readonly type: 'state'; readonly state: LinkState }
  | { readonly type: 'event'; readonly event: CoreEvent }

/**
 * The other windows of the same office in the same browser. A browser opens at most six connections to a host: one
 * event stream a window would leave none for calls, so that one window leads and repeats to the others.
 */
export interface WindowShare {
  /** Runs `work` once this window leads; it leads until `work` ends or the window goes. */
  lead(work: () => Promise<void>): Promise<void>
  /** To every other window. */
  send(message: ShareMessage): void
  listen(listener: (message: ShareMessage) => void): void
}

/** A window that shares with nobody. */
export const alone: WindowShare = {
  lead: (work) => work(),
  send: () => undefined,
  listen: () => undefined,
}

interface Locks {
  request(name: string, work: () => Promise<void>): Promise<unknown>
}

const shareName = 'kvitok.events'

/** Windows share by a Web Lock, which the browser hands on when its holder goes, and a channel; both of one origin. */
export function createWindowShare(locks: Locks, channel: BroadcastChannel): WindowShare {
  return {
    async lead(work) {
      await locks.request(shareName, work)
    },
    send: (message) => channel.postMessage(message),
    listen(listener) {
      channel.onmessage = (message: { data: ShareMessage }) => listener(message.data)
    },
  }
}

export const openShareChannel = (): BroadcastChannel => new BroadcastChannel(shareName)
