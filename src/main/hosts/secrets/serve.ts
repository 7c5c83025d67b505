import type { MessagePort } from 'node:worker_threads'
import { FileError } from '../../app/ports/files.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Secrets } from '../../app/ports/secrets.ts'
import type { FromSecrets, ToSecrets } from './messages.ts'

/** Lends the main thread's secrets to the worker at the other end, one wish after another. */
export function serveSecrets(
  port: MessagePort,
  secrets: Secrets,
  logger: Logger,
): { close(): Promise<void> } {
  let last: Promise<void> = Promise.resolve()
  let ended = false

  const answer = async (wish: ToSecrets): Promise<void> => {
    const message = await keep(secrets, wish, logger)
    if (!ended) port.postMessage(message)
  }
  port.on('message', (wish: ToSecrets) => {
    // In their order: the later of two writes is the one that stays.
    last = last.then(() => answer(wish))
  })
  return {
    async close() {
      if (ended) return
      // A wish that has arrived is carried out even when its worker is gone.
      await last
      ended = true
      port.close()
    },
  }
}

async function keep(secrets: Secrets, wish: ToSecrets, logger: Logger): Promise<FromSecrets> {
  const { id } = wish
  try {
    if (wish.type === 'read') return { type: 'done', id, bytes: await secrets.read(wish.name) }
    if (wish.type === 'write') await secrets.write(wish.name, wish.bytes)
    else await secrets.remove(wish.name)
    return { type: 'done', id, bytes: null }
  } catch (error) {
    // The reason alone: the secret itself is in no error and in no log.
    logger.warn('a secret could not be kept or read', { wish: wish.type, error: String(error) })
    if (!(error instanceof FileError)) {
      return { type: 'failed', id, code: 'io', path: '', call: wish.type, cause: String(error) }
    }
    const { code, path, call } = error
    return { type: 'failed', id, code, path, call, cause: String(error.cause ?? '') }
  }
}
