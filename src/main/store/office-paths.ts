import { join } from 'node:path'
import type { Files } from '../app/ports/files.ts'

const segmentName = /^(\d{8})\.kvj$/
const snapshotName = /^(\d{8})\.kvs$/

/** Where the parts of an office's store lie in its folder. */
export interface OfficePaths {
  readonly folder: string
  readonly journal: string
  readonly snapshots: string
  readonly copies: string
  readonly lock: string
  readonly keyFile: string
  segment(number: number): string
  snapshot(number: number): string
}

export function officePaths(folder: string): OfficePaths {
  const journal = join(folder, 'journal')
  const snapshots = join(folder, 'snapshots')
  return {
    folder,
    journal,
    snapshots,
    copies: join(folder, 'copies'),
    lock: join(folder, 'office.lock'),
    keyFile: join(folder, 'office.keys'),
    segment: (number) => join(journal, `${eightDigits(number)}.kvj`),
    snapshot: (number) => join(snapshots, `${eightDigits(number)}.kvs`),
  }
}

export function eightDigits(number: number): string {
  return String(number).padStart(8, '0')
}

/** Numbers of the journal's segments, ascending. */
export async function listSegments(files: Files, paths: OfficePaths): Promise<number[]> {
  return numbers(await namesIn(files, paths.journal), segmentName)
}

/** Numbers of the snapshots, ascending. */
export async function listSnapshots(files: Files, paths: OfficePaths): Promise<number[]> {
  return numbers(await namesIn(files, paths.snapshots), snapshotName)
}

/** A folder that is not there holds nothing. */
async function namesIn(files: Files, folder: string): Promise<string[]> {
  return (await files.exists(folder)) ? await files.list(folder) : []
}

function numbers(names: readonly string[], pattern: RegExp): number[] {
  return names.flatMap((name) => {
    const digits = pattern.exec(name)?.[1]
    return digits === undefined ? [] : [Number(digits)]
  })
}
