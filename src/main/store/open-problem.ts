import { FileError, type FileProblemCode } from '../app/ports/files.ts'

/** Who holds an office that is already open. Null where the holder did not say. */
export interface OfficeHolder {
  readonly host: string | null
  readonly pid: number | null
  readonly since: number | null
}

/** The end of a journal: its last segment and the last sequence in it. */
export interface JournalHead {
  readonly segment: number
  readonly sequence: number
}

/** Why an office did not open. Nothing in its folder was changed. */
export type OpenProblem =
  /** The file was changed, has decayed or is gone; `offset` is where, when it is known. */
  | {
      readonly code: 'damaged'
      readonly details: { readonly file: string; readonly offset: number | null; readonly reason: string }
    }
  /** Written by a newer program; `needs` says what this one would have to know. */
  | { readonly code: 'newer-schema'; readonly details: { readonly needs: string; readonly knows: number } }
  /** `elsewhere`: another computer holds it, and may be off. */
  | {
      readonly code: 'locked'
      readonly details: { readonly holder: OfficeHolder; readonly file: string; readonly elsewhere: boolean }
    }
  | { readonly code: 'read-only'; readonly details: { readonly file: string } }
  /** This computer does not keep the key; `wrong`: a passphrase was given and is not the office's. */
  | { readonly code: 'passphrase'; readonly details: { readonly wrong: boolean } }
  /** Encrypted under a key that neither this computer nor the office's own key file has. */
  | { readonly code: 'no-key'; readonly details: { readonly file: string } }
  /** The journal ends before what this computer knows to have been written: an old copy, or a restored disk. */
  | {
      readonly code: 'older-than-known'
      readonly details: { readonly known: JournalHead; readonly found: JournalHead }
    }
  | { readonly code: 'no-space'; readonly details: { readonly file: string } }
  /** The folder, or the office in it, is not where it was. */
  | { readonly code: 'folder-gone'; readonly details: { readonly file: string } }
  /** The folder holds a training office where a real one is wanted, or the other way. */
  | {
      readonly code: 'another-kind'
      readonly details: { readonly found: 'training' | 'real'; readonly file: string }
    }
  /** Any other refusal of the file system: `busy` is another program's hold on the file. */
  | { readonly code: 'io'; readonly details: { readonly file: string; readonly reason: FileProblemCode } }

/** Carries a problem out of the depth of an opening to `openStore`, which returns it as data. */
export class OpenFailure extends Error {
  readonly problem: OpenProblem

  constructor(problem: OpenProblem) {
    super(`${problem.code}: ${JSON.stringify(problem.details)}`)
    this.name = 'OpenFailure'
    this.problem = problem
  }
}

export function damaged(file: string, reason: string, offset: number | null = null): OpenFailure {
  return new OpenFailure({ code: 'damaged', details: { file, offset, reason } })
}

export function newer(needs: string, knows: number): OpenFailure {
  return new OpenFailure({ code: 'newer-schema', details: { needs, knows } })
}

/** The problem behind what an opening threw; anything unexpected is thrown on as the bug it is. */
export function toOpenProblem(error: unknown): OpenProblem {
  if (error instanceof OpenFailure) return error.problem
  if (!(error instanceof FileError)) throw error
  return fileProblem(error)
}

/** What a refusal of the file system means for an office, while it opens and while it is open. */
export function fileProblem({ code, path: file }: FileError): OpenProblem {
  switch (code) {
    case 'read-only':
    case 'denied':
      return { code: 'read-only', details: { file } }
    case 'missing':
      return { code: 'folder-gone', details: { file } }
    case 'no-space':
      return { code: 'no-space', details: { file } }
    default:
      return { code: 'io', details: { file, reason: code } }
  }
}
