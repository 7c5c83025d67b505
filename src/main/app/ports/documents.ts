import type { Day } from '../../../shared/days.ts'
import type { Kopecks } from '../../../shared/money.ts'
import type { ReceiptData, ReceiptLayout } from './receipt-data.ts'
import type { RegistryProfile } from './registry-profile.ts'

/** Why nothing of a file can be read. */
export type RegistryProblemCode =
  /** No bytes, or nothing but blank lines. */
  | 'empty'
  /** No text: `kind` names what it looks like (xlsx, xls, pdf, dbf, zip, rar, 7z or unknown). */
  | 'binary'
  /** A line longer than a registry's ever is: `limit` in characters. */
  | 'line-too-long'
  /** More rows than one file may have: `limit`. */
  | 'too-many-rows'
  /** More bad rows than a file of this profile may have: `limit`. */
  | 'too-many-rejected'
  /** The profile's encoding makes no words of this text: `given`, `likely`. */
  | 'encoding'
  /** The profile names no column for: `column` (account, amount or balance). */
  | 'column-missing'
  /** Nothing in the file looks like rows of accounts and sums. */
  | 'no-columns'
  /** A balance file of an unknown day. */
  | 'as-of-missing'

export interface RegistryProblem {
  readonly code: RegistryProblemCode
  readonly details: Readonly<Record<string, string | number>>
}

/** What a person should look at before posting; nothing was rejected because of it. */
export type RegistryWarningCode =
  /** The trailer's `stated` count is not the `counted` one (all rows of the file, the rejected included). */
  | 'trailer-count'
  /** The trailer's `stated` sum (kopecks) is not the `counted` one (readable rows of the file, the rejected included). */
  | 'trailer-sum'
  /** The profile expects a trailer and the file has none: it may be cut. */
  | 'trailer-missing'
  /** All sums are whole numbers: rubles or kopecks cannot be told apart. */
  | 'unit-unsure'
  /** The guess of the encoding is weak: `confidence`. */
  | 'encoding-unsure'
  /** A balance file whose day stands neither in it nor in the profile. */
  | 'as-of-unknown'
  /** Charges whose period stands neither in the file nor in the profile. */
  | 'period-unknown'

export interface RegistryWarning {
  readonly code: RegistryWarningCode
  readonly details: Readonly<Record<string, string | number>>
}

/** One account's charge or balance as the file has it. */
export interface ReadRow {
  /** The line of the file where the row begins, from 1. */
  readonly row: number
  readonly account: string
  readonly name: string
  readonly address: string
  /** `YYYY-MM`; of a balance, the month of its day. Empty when neither the file nor the profile tells. */
  readonly period: string
  /** Negative only in a balance whose profile keeps advances. */
  readonly amount_kop: Kopecks
  readonly due: Day | null
  /** As written in the file; empty without such a column. */
  readonly service: string
  /** The same for the same charge in another file of the same service, whatever its sum: `charge:2026-11::100234`. */
  readonly key: string
}

/** Why one row is left out. */
export type RejectionCode =
  /** The last line is cut: `was` is what it would have been rejected for anywhere else. */
  | 'torn'
  | 'columns'
  | 'quote'
  | 'control'
  | 'encoding'
  | 'account'
  | 'amount'
  | 'negative'
  | 'period'
  | 'due'
  /** The same account and period stand in an earlier `row` of the file. */
  | 'duplicate'

export interface RejectedRow {
  readonly row: number
  readonly code: RejectionCode
  readonly details: Readonly<Record<string, string | number>>
  /** The line as decoded, cut to 200 characters. */
  readonly raw: string
}

export interface RegistrySlice {
  readonly rows: readonly ReadRow[]
  readonly rejected: readonly RejectedRow[]
  /** Bytes of the file read so far. */
  readonly bytes: number
}

/** What is known after the last row. With a problem, what was read before it must not be used. */
export interface RegistryEnd {
  readonly problem: RegistryProblem | null
  readonly warnings: readonly RegistryWarning[]
  /** SHA-256 of the file's bytes, lower-case hex. Empty when a problem ended the reading. */
  readonly hash: string
  readonly rows: number
  readonly rejected: number
  /** Of the rows that were not rejected. */
  readonly total_kop: Kopecks
  /** The day of the balances, from the file or the profile; null for charges. */
  readonly asOf: Day | null
}

export interface RegistryGuess {
  readonly problem: RegistryProblem | null
  /** The profile to show and correct; null with a problem. */
  readonly profile: RegistryProfile | null
  /** 0 to 1: how sure the guess of the encoding is. */
  readonly confidence: number
  /** The header's cells, when there is one. */
  readonly header: readonly string[] | null
  /** The first rows as cells, for the preview of the columns. */
  readonly sample: readonly (readonly string[])[]
  readonly warnings: readonly RegistryWarning[]
}

/** A whole reading for the preview: at most so many rows are kept, the counts are of the whole file. */
export interface RegistryPreview {
  readonly guess: RegistryGuess
  readonly profile: RegistryProfile | null
  readonly rows: readonly ReadRow[]
  readonly rejected: readonly RejectedRow[]
  readonly end: RegistryEnd
}

export interface Registries {
  /** Guesses a profile from the beginning, the middle and the end of the file. Never throws. */
  guess(bytes: Uint8Array): RegistryGuess
  /**
   * Reads by slices of `sliceRows` rows, so that the caller may let others run in between. Never throws on any
   * bytes; one slice of 1,000 rows takes a few milliseconds.
   */
  rows(
    bytes: Uint8Array,
    profile: RegistryProfile,
    sliceRows: number,
  ): Generator<RegistrySlice, RegistryEnd, void>
  /** Reads a whole file at once. */
  read(bytes: Uint8Array, profile: RegistryProfile | 'detect'): RegistryPreview
}

/** What the recovery sheet says; none of it is kept anywhere. */
export interface RecoverySheetData {
  readonly lang: 'ru' | 'en'
  /** The office's name, empty where it has none yet. */
  readonly office: string
  /** Lower-case hex. */
  readonly officeId: string
  readonly day: Day
  /** As `passphraseOf` makes it. */
  readonly passphrase: string
}

export interface Documents {
  /** One PDF with a part for each payment of the visit, in the given order; at least one. */
  receipts(parts: readonly ReceiptData[], layout: ReceiptLayout): Promise<Uint8Array>
  /** One A4 page with the words that open the office's copies, to be printed and kept away from the computer. */
  recoverySheet(data: RecoverySheetData): Promise<Uint8Array>
}
