import { insertion } from '../ports/bulk.ts'
import type { Digests } from '../ports/digests.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Store, Writer } from '../ports/store.ts'
import { Failure, fail } from './failure.ts'
import type { CallContext, Finish } from './handlers.ts'

/** How long a key remembers its result, milliseconds. */
export const keyLifetime_ms = 30 * 24 * 3600 * 1000

class RolledBack extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super('rolled back')
    this.failure = failure
  }
}

/**
 * A digest of a short secret gives the secret away to whoever tries them all, and the journal keeps the digest: of
 * these only that they were given counts.
 */
const secrets: ReadonlySet<string> = new Set(['pin', 'passphrase'])

/** The same input in one order of its keys, so that it always hashes the same; bytes count by their digest. */
const ordered = (value: unknown, digests: Digests): unknown => {
  if (value instanceof Uint8Array) return { bytes: digests.sha256(value) }
  if (Array.isArray(value)) return value.map((inner) => ordered(inner, digests))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, secrets.has(name) ? inner !== null : ordered(inner, digests)]),
  )
}

const canonical = (value: unknown, digests: Digests): string => JSON.stringify(ordered(value, digests))

/** Runs a transaction whose work may answer with a Failure: then nothing of it stays. */
export const writeOrFail = async <Value>(
  store: Store,
  work: (tx: Writer) => Value | Failure,
): Promise<Value | Failure> => {
  try {
    return await store.write((tx) => {
      const result = work(tx)
      if (result instanceof Failure) throw new RolledBack(result)
      return result
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.failure
    throw error
  }
}

export interface Idempotency {
  once(
    call: {
      readonly name: string
      readonly key: string
      readonly input: unknown
      readonly context: CallContext
    },
    work: (finish: Finish<unknown>) => Promise<unknown>,
  ): Promise<unknown>
}

const keptUnder = prepared((given: { key: string }) =>
  sql.selectFrom('command_result').selectAll().where('key', '=', given.key),
)

const insertResult = insertion('command_result', ['key', 'operator_id', 'call', 'input_hash', 'result', 'at'])

/** The same key never acts twice: its result is kept in the transaction of the act itself. */
export const createIdempotency = (store: Store, digests: Digests): Idempotency => {
  const inFlight = new Map<string, Promise<unknown>>()

  const remembered = (key: string, operatorId: number, call: string, inputHash: string) => {
    const row = store.read.first(keptUnder({ key }))
    if (row === undefined) return null
    if (row.call !== call || row.operator_id !== operatorId || row.input_hash !== inputHash)
      return fail('key.reused')
    const value: unknown = JSON.parse(row.result)
    return { value }
  }

  const run: Idempotency['once'] = async ({ name, key, input, context }, work) => {
    const operatorId = context.operator?.id ?? 0
    const inputHash = digests.sha256(canonical(input, digests))
    const earlier = remembered(key, operatorId, name, inputHash)
    if (earlier !== null) return earlier instanceof Failure ? earlier : earlier.value
    return work((inTransaction) =>
      writeOrFail(store, (tx) => {
        const result = inTransaction(tx)
        if (result instanceof Failure) return result
        tx.run(
          insertResult({
            key,
            operator_id: operatorId,
            call: name,
            input_hash: inputHash,
            result: JSON.stringify(result),
            at: context.now,
          }),
        )
        return result
      }),
    )
  }

  /** A second call with a key still at work waits for the first, then reads what it left. */
  const once: Idempotency['once'] = async (call, work) => {
    const before = inFlight.get(call.key) ?? Promise.resolve()
    const mine = before.then(
      () => run(call, work),
      () => run(call, work),
    )
    inFlight.set(call.key, mine)
    try {
      return await mine
    } finally {
      if (inFlight.get(call.key) === mine) inFlight.delete(call.key)
    }
  }

  return { once }
}
