import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { CallResponse } from '../../../shared/contract/envelope.ts'
import type { Logger } from '../../app/ports/logger.ts'

/** The one call that the host itself answers: shows a PDF in the system's own viewer, from where it is printed. */
export const openDocumentCall = 'host.openDocument'

const limit_bytes = 20 * 1024 * 1024
const pdfMark = [0x25, 0x50, 0x44, 0x46, 0x2d]

const OpenDocument = z.strictObject({
  /** A file name without a folder, ending in `.pdf`. */
  name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,100}\.pdf$/u),
  bytes: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.length <= limit_bytes && pdfMark.every((byte, at) => bytes[at] === byte)),
})

export interface DocumentOpener {
  /** Never rejects for a document that cannot be shown: that is an answer. */
  open(input: unknown): Promise<CallResponse>
  /** Removes the files of this run; a viewer that holds one keeps its own copy or its handle. */
  forget(): Promise<void>
}

/**
 * @param openPath shows a file in the system's viewer; resolves to the reason of a failure, '' for none.
 */
export function createDocumentOpener(
  folder: string,
  openPath: (path: string) => Promise<string>,
  logger: Logger,
): DocumentOpener {
  const made: string[] = []

  return {
    async open(input) {
      const parsed = OpenDocument.safeParse(input)
      if (!parsed.success) {
        return { ok: false, error: { code: 'call.input', details: { call: openDocumentCall } } }
      }
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // A folder of its own each time: the same name twice must not overwrite what a viewer shows.
      const own = await mkdtemp(join(folder, 'document-'))
      made.push(own)
      const path = join(own, parsed.data.name)
      await writeFile(path, parsed.data.bytes, { mode: 0o600 })
      const problem = await openPath(path)
      if (problem === '') return { ok: true, value: {} }
      logger.warn('the system shows no PDF', { problem })
      return { ok: false, error: { code: 'not-found', details: { what: 'pdf-viewer' } } }
    },
    async forget() {
      for (const path of made.splice(0)) {
        try {
          await rm(path, { recursive: true, force: true })
        } catch (error) {
          logger.warn('a shown document could not be removed', { error: String(error) })
        }
      }
    },
  }
}
