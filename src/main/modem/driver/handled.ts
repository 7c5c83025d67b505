/** What was stored but could not be deleted from the modem: remembered so that it is not handled twice. */
export interface Handled {
  has(index: number, pdu: string): boolean
  add(index: number, pdu: string): void
  forget(index: number, pdu: string): void
}

/** More than the memories of any SIM or stick hold. */
const LIMIT = 1000

/** The memory's name is no part of the key: on some sticks SM and ME are one. */
export function createHandled(): Handled {
  const keys = new Set<string>()
  const keyOf = (index: number, pdu: string): string => `${index}:${pdu}`
  return {
    has: (index, pdu) => keys.has(keyOf(index, pdu)),
    add(index, pdu) {
      keys.add(keyOf(index, pdu))
      const oldest = keys.values().next().value
      if (keys.size > LIMIT && oldest !== undefined) keys.delete(oldest)
    },
    forget(index, pdu) {
      keys.delete(keyOf(index, pdu))
    },
  }
}
