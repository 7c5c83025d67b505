import type { CallRequest, CallResponse, CoreEvent, CorePort } from '../../shared/contract/envelope.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Logger } from '../app/ports/logger.ts'
import { type FromCore, failed, type RelayPort, type ToCore, transferables } from './core-relay.ts'

/** The host's end of the relay. No call is left without an answer, whatever becomes of the core. */
export interface CoreClient extends CorePort {
  receive(message: Extract<FromCore, { type: 'response' | 'event' }>): void
  /** From now on calls are refused with `call.stopping`; those already sent still get their answers. */
  refuse(): void
  /** Answers every pending call with this code and refuses the later ones. */
  end(code: Extract<ErrorCode, 'call.stopping' | 'office.restarting'>): void
}

export interface CoreClientOptions {
  readonly port: RelayPort
  readonly logger: Logger
  /** More calls than this at once are refused with `call.too-large` and never reach the core. */
  readonly maxPending: number
}

export function createCoreClient({ port, logger, maxPending }: CoreClientOptions): CoreClient {
  const pending = new Map<number, (response: CallResponse) => void>()
  const listeners = new Set<(event: CoreEvent) => void>()
  let lastId = 0
  let refusing = false

  function call(request: CallRequest): Promise<CallResponse> {
    if (refusing) return Promise.resolve(failed('call.stopping'))
    if (pending.size >= maxPending) {
      return Promise.resolve(failed('call.too-large', { pending: pending.size, limit: maxPending }))
    }
    lastId += 1
    const id = lastId
    const message: ToCore = { type: 'call', id, request }
    return new Promise((resolve) => {
      pending.set(id, resolve)
      try {
        port.postMessage(message, transferables(request.input))
      } catch (error) {
        pending.delete(id)
        logger.warn('a call could not be cloned', { call: request.call, error: String(error) })
        resolve(failed('call.input', { reason: 'not-cloneable' }))
      }
    })
  }

  function receive(message: Extract<FromCore, { type: 'response' | 'event' }>): void {
    if (message.type === 'event') {
      for (const listener of listeners) tell(listener, message.event, logger)
      return
    }
    const resolve = pending.get(message.id)
    pending.delete(message.id)
    resolve?.(message.response)
  }

  return {
    call,
    receive,
    subscribe(listener) {
      // A subscription is its own object: the same function given twice must be ended twice.
      const own = (event: CoreEvent): void => listener(event)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    refuse() {
      refusing = true
    },
    end(code) {
      refusing = true
      const waiting = [...pending.values()]
      pending.clear()
      for (const resolve of waiting) resolve(failed(code))
    },
  }
}

function tell(listener: (event: CoreEvent) => void, event: CoreEvent, logger: Logger): void {
  try {
    listener(event)
  } catch (error) {
    logger.error('a listener of core events threw', { event: event.type, error: String(error) })
  }
}

/**
 * One window's share of the core: its own bound on calls in flight, so that a window gone wild starves itself alone.
 * Beyond it calls are answered with `call.too-large`.
 */
export function limitCalls(core: CorePort, maxPending: number): CorePort {
  let pending = 0
  return {
    async call(request) {
      if (pending >= maxPending) return failed('call.too-large', { pending, limit: maxPending })
      pending += 1
      try {
        return await core.call(request)
      } finally {
        pending -= 1
      }
    },
    subscribe: (listener) => core.subscribe(listener),
  }
}
