import type { StartableCore } from '../../src/main/hosts/core-server.ts'
import type { CallRequest, CallResponse, CoreEvent } from '../../src/shared/contract/envelope.ts'

/** What each call of the fake core does; hosts relay them all without knowing. */
const calls: Record<string, (input: unknown, emit: (event: CoreEvent) => void) => unknown> = {
  echo: (input) => input,
  session: () => null,
  size: (input) => (input instanceof Uint8Array ? input.byteLength : -1),
  bytes: (input) => new Uint8Array(Number(input)).fill(7),
  never: () => new Promise(() => {}),
  uncloneable: () => () => 'a function',
  throws: () => {
    throw new Error('broken on purpose')
  },
  crash: () => {
    setImmediate(() => {
      throw new Error('crashed on purpose')
    })
    return new Promise(() => {})
  },
  exit: () => process.exit(3),
  emit: (input, emit) => {
    for (let done = 1; done <= Number(input); done += 1) {
      emit({ type: 'progress', job: 'fake', done, total: Number(input) })
    }
    return null
  },
  change: (_input, emit) => {
    emit({ type: 'changed', topics: ['bills'] })
    return null
  },
}

/** A core with no office behind it: just enough calls to show what a host does with a core's answers. */
export function createFakeCore(): StartableCore & { listeners(): number } {
  const listeners = new Set<(event: CoreEvent) => void>()
  const emit = (event: CoreEvent): void => {
    for (const listener of listeners) listener(event)
  }
  return {
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    listeners: () => listeners.size,
    async call(request: CallRequest): Promise<CallResponse> {
      const work = Object.hasOwn(calls, request.call) ? calls[request.call] : undefined
      if (work === undefined) return { ok: false, error: { code: 'call.unknown', details: {} } }
      if (request.call === 'session') {
        return { ok: true, value: { session: request.session, key: request.key } }
      }
      return { ok: true, value: await work(request.input, emit) }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
