import type { Files } from '../../app/ports/files.ts'
import { decodeHeader, type FileHeader, type FileKind, headerSize } from '../format/header.ts'
import { listSegments, listSnapshots, type OfficePaths } from '../office-paths.ts'
import { hexOf } from './key-ring.ts'

/** What the headers of an office's segments and snapshots say, without any key. */
export interface FileSurvey {
  /** How many files there are, readable or not. */
  readonly count: number
  /** Office of the first file that says. */
  readonly officeId: Uint8Array | null
  /** Ids (lower-case hex) of the keys that files are under. */
  readonly keyIds: ReadonlySet<string>
  /** The highest number of a plain file; 0 = none. */
  readonly plainUpTo: number
}

/** Reads the headers alone. A file that is no more when its turn comes is left out. Rejects with `FileError`. */
export async function surveyFiles(files: Files, paths: OfficePaths): Promise<FileSurvey> {
  const segments = await listSegments(files, paths)
  const snapshots = await listSnapshots(files, paths)
  const headers = [
    ...(await readHeaders(files, segments.map(paths.segment), 'segment')),
    ...(await readHeaders(files, snapshots.map(paths.snapshot), 'snapshot')),
  ]
  const plain = headers.filter((header) => header.protection === null).map((header) => header.number)
  return {
    count: segments.length + snapshots.length,
    officeId: headers[0]?.officeId ?? null,
    keyIds: new Set(
      headers.flatMap(({ protection }) => (protection === null ? [] : [hexOf(protection.keyId)])),
    ),
    plainUpTo: Math.max(0, ...plain),
  }
}

async function readHeaders(files: Files, list: readonly string[], kind: FileKind): Promise<FileHeader[]> {
  const headers: FileHeader[] = []
  for (const path of list) {
    if (!(await files.exists(path))) continue
    const file = await files.open(path, 'read')
    try {
      const bytes = await file.read(0, Math.min(headerSize, await file.size()))
      const reading = decodeHeader(bytes, kind)
      if (reading.ok) headers.push(reading.header)
    } finally {
      await file.close()
    }
  }
  return headers
}
