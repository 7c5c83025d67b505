import type {
  ReadRow,
  Registries,
  RegistryEnd,
  RegistryPreview,
  RejectedRow,
} from '../../app/ports/documents.ts'
import type { RegistryProfile } from '../../app/ports/registry-profile.ts'
import { guessRegistry } from './guess.ts'
import { registryRows } from './rows.ts'

const slice_rows = 2_000
const kept = { rows: 200_000, rejected: 2_000 } as const

/** Reads a whole registry; with `detect` by the guessed profile. At most 200,000 rows and 2,000 rejections are kept. */
export function readRegistry(bytes: Uint8Array, wanted: RegistryProfile | 'detect'): RegistryPreview {
  const guess = guessRegistry(bytes)
  const profile = wanted === 'detect' ? guess.profile : wanted
  const rows: ReadRow[] = []
  const rejected: RejectedRow[] = []
  if (profile === null) return { guess, profile, rows, rejected, end: unread(guess.problem) }
  const slices = registryRows(bytes, profile, slice_rows)
  let slice = slices.next()
  while (!slice.done) {
    rows.push(...slice.value.rows.slice(0, kept.rows - rows.length))
    rejected.push(...slice.value.rejected.slice(0, kept.rejected - rejected.length))
    slice = slices.next()
  }
  return { guess, profile, rows, rejected, end: slice.value }
}

function unread(problem: RegistryEnd['problem']): RegistryEnd {
  return { problem, warnings: [], hash: '', rows: 0, rejected: 0, total_kop: 0, asOf: null }
}

export function createRegistries(): Registries {
  return { guess: guessRegistry, rows: registryRows, read: readRegistry }
}
