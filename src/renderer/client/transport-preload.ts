import type { CallRequest, CallResponse, CorePort } from '../../shared/contract/envelope.ts'
import type { Transport } from './transport-types.ts'

/** The call that the Electron host answers itself. */
const openDocumentCall = 'host.openDocument'

/** The transport of a window in Electron, over the two functions that its preload left: the link cannot be lost. */
export function createPreloadTransport(bridge: CorePort): Transport {
  async function send(request: CallRequest): Promise<CallResponse> {
    try {
      return await bridge.call(request)
    } catch {
      // The host refuses a foreign frame or an input that cannot be cloned by a rejection.
      return { ok: false, error: { code: 'call.input', details: { reason: 'refused' } } }
    }
  }
  return {
    call: (call, input, { session, key }) => send({ call, input, session, key }),
    subscribe: (listener) => bridge.subscribe(listener),
    state: () => 'open',
    onState: () => () => undefined,
    openDocument: (name, bytes) =>
      send({ call: openDocumentCall, input: { name, bytes }, session: null, key: null }),
  }
}
