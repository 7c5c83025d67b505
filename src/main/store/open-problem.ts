import { FileError } from '../app/ports/files.ts'

/** Who holds an office that is already open. Null where the holder did not say. */
export interface OfficeHolder {
  readonly host: string | null
  readonly pid: number | null
  readonly since: number | null
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
  | { readonly code: 'locked'; readonly details: { readonly holder: OfficeHolder; readonly file: string } }
  | { readonly code: 'read-only'; readonly details: { readonly file: string } }
  /** Any other refusal of the file system; `reason` is a `FileProblemCode`. */
  | { readonly code: 'io'; readonly details: { readonly file: string; readonly reason: string } }

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

/** The problem behind what an opening threw; anything unexpected is thrown on as the bug it is. */
export function toOpenProblem(error: unknown): OpenProblem {
  if (error instanceof OpenFailure) return error.problem
  if (!(error instanceof FileError)) throw error
  if (error.code === 'read-only' || error.code === 'denied') {
    return { code: 'read-only', details: { file: error.path } }
  }
  return { code: 'io', details: { file: error.path, reason: error.code } }
}
