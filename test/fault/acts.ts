import { newerPaySchema, paySchema } from './pay-schema.ts'
import type { Act } from './recorded-run.ts'

export const programs = { older: paySchema, newer: newerPaySchema }

/** A bit of everything that touches the disk: alone, together, rotation, snapshots, a new start, a newer program. */
export const shortRun: readonly Act[] = [
  { pay: 1 },
  { pay: 1 },
  { pay: 4 },
  'snapshot',
  { pay: 2 },
  'restart',
  { pay: 1 },
  { pay: 3 },
  'snapshot',
  { pay: 1 },
  'newer program',
  { pay: 2 },
  'snapshot',
  { pay: 1 },
  'restart',
  { pay: 1 },
]

/** For what is done over and over: less of each, and still a rotation, two snapshots and a newer program. */
export const shortestRun: readonly Act[] = [
  { pay: 1 },
  { pay: 4 },
  'snapshot',
  { pay: 1 },
  'newer program',
  { pay: 2 },
  'snapshot',
  { pay: 1 },
]

/** What an encrypted office does besides. */
export const shortestEncryptedRun: readonly Act[] = [
  { pay: 1 },
  'passphrase',
  { pay: 3 },
  'snapshot',
  { pay: 1 },
  'new key',
  { pay: 1 },
  'newer program',
  { pay: 1 },
]

export const shortEncryptedRun: readonly Act[] = [
  { pay: 1 },
  'passphrase',
  { pay: 2 },
  'snapshot',
  'restart',
  { pay: 2 },
  'new key',
  { pay: 1 },
  'newer program',
  { pay: 1 },
  'new key',
  'restart',
  { pay: 1 },
]
