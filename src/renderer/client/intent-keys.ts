/** The idempotency key of one intent: repeated as long as the same thing is asked and has not succeeded. */
export interface IntentKeys {
  keyOf(input: unknown): string
  done(): void
}

/** @param make a new unique key. */
export function createIntentKeys(make: () => string): IntentKeys {
  let held: { readonly asked: string; readonly key: string } | null = null
  return {
    keyOf(input) {
      const asked = fingerprint(input)
      // Another input is another intent: the core refuses an old key with a new input.
      if (held === null || held.asked !== asked) held = { asked, key: make() }
      return held.key
    },
    done() {
      held = null
    },
  }
}

function fingerprint(input: unknown): string {
  return JSON.stringify(input, (_name, value: unknown) =>
    value instanceof Uint8Array ? `${value.length}:${sumOf(value)}` : value,
  )
}

/** FNV-1a, 32 bit: tells two files of the same length apart without copying them into a text. */
function sumOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
