import type { MessagePort } from 'node:worker_threads'
import { FileError } from '../../app/ports/files.ts'
import type { Secrets } from '../../app/ports/secrets.ts'
import type { FromSecrets, ToSecrets } from './messages.ts'

/** `Omit` over each member of a union. */
type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never

/** The main thread's secrets, as the core's worker sees them; every call rejects with `FileError`. */
export function connectSecrets(port: MessagePort, kind: Secrets['kind']): Secrets {
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array | null>>()
  let lastId = 0
  let ended = false
  const gone = (): FileError => new FileError('io', '', 'secrets', new Error('the host is gone'))

  const ask = (wish: WithoutId<ToSecrets>): Promise<Uint8Array | null> => {
    if (ended) return Promise.reject(gone())
    lastId += 1
    const answer = Promise.withResolvers<Uint8Array | null>()
    waiting.set(lastId, answer)
    port.postMessage({ ...wish, id: lastId })
    return answer.promise
  }
  port.on('message', (message: FromSecrets) => {
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'done') asked?.resolve(message.bytes)
    else asked?.reject(new FileError(message.code, message.path, message.call, new Error(message.cause)))
  })
  port.on('close', () => {
    ended = true
    for (const { reject } of waiting.values()) reject(gone())
    waiting.clear()
  })
  return {
    kind,
    read: (name) => ask({ type: 'read', name }),
    write: async (name, bytes) => {
      // A copy crosses: the caller keeps its own, and a view's buffer stays whole.
      await ask({ type: 'write', name, bytes: new Uint8Array(bytes) })
    },
    remove: async (name) => {
      await ask({ type: 'remove', name })
    },
  }
}
