import type { ShiftTables } from './gsm7.ts'
import { DEFAULT_ALPHABET, DEFAULT_EXTENSION } from './gsm7.ts'
import { LOCKING_TABLES } from './national/locking.ts'
import { SINGLE_TABLES } from './national/single.ts'

/**
 * Tables by the language codes of a header. A code without a table (reserved ones, and Spanish as a locking table) is
 * to be ignored (23.038, 6.2.1.2.5): the default stands in, and `known` is false because the text may be read wrong.
 */
export function shiftTables(
  single: number | null,
  locking: number | null,
): ShiftTables & { readonly known: boolean } {
  const singleTable = single === null ? DEFAULT_EXTENSION : SINGLE_TABLES.get(single)
  const lockingTable = locking === null ? DEFAULT_ALPHABET : LOCKING_TABLES.get(locking)
  return {
    single: singleTable ?? DEFAULT_EXTENSION,
    locking: lockingTable ?? DEFAULT_ALPHABET,
    known: singleTable !== undefined && lockingTable !== undefined,
  }
}
