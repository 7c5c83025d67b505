import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { DataFile, Files } from '../../src/main/app/ports/files.ts'

/** One change of a stick, in the order in which it was asked for. */
type Change =
  | { readonly kind: 'make'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly position: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }

/** Real files, and everything that was ever changed in them: the stick can be laid out as it was at any octet. */
export interface RecordedStick {
  readonly files: Files
  /** Octets written so far; every other change counts as one. */
  octets(): number
  /** Lays the folder `root` out in `target` as it was after so many octets. */
  layOut(octets: number, root: string, target: string): Promise<void>
}

const weight = (change: Change): number => (change.kind === 'write' ? change.bytes.byteLength : 1)

export function recordStick(real: Files): RecordedStick {
  const changes: Change[] = []
  const wrap = (file: DataFile, path: string): DataFile => ({
    ...file,
    async write(bytes, position) {
      changes.push({ kind: 'write', path, position, bytes: Buffer.from(bytes) })
      await file.write(bytes, position)
    },
    async truncate(length) {
      changes.push({ kind: 'truncate', path, length })
      await file.truncate(length)
    },
  })
  const files: Files = {
    ...real,
    open: async (path, mode) => wrap(await real.open(path, mode), path),
    async writeNew(path, bytes) {
      changes.push({ kind: 'make', path }, { kind: 'write', path, position: 0, bytes: Buffer.from(bytes) })
      await real.writeNew(path, bytes)
    },
    async writeAtomic(path, chunks) {
      const whole = Buffer.concat([...chunks])
      const temporary = `${path}.tmp`
      changes.push(
        { kind: 'make', path: temporary },
        { kind: 'write', path: temporary, position: 0, bytes: whole },
      )
      changes.push({ kind: 'rename', path: temporary, to: path })
      await real.writeAtomic(path, [whole])
    },
    async rename(path, to) {
      changes.push({ kind: 'rename', path, to })
      await real.rename(path, to)
    },
    async remove(path) {
      changes.push({ kind: 'remove', path })
      await real.remove(path)
    },
  }
  return {
    files,
    octets: () => changes.reduce((sum, change) => sum + weight(change), 0),
    async layOut(octets, root, target) {
      for (const [path, bytes] of after(changes, octets)) {
        const way = relative(root, path)
        if (way.startsWith('..')) continue
        await mkdir(dirname(join(target, way)), { recursive: true })
        await writeFile(join(target, way), bytes)
      }
    },
  }
}

function after(changes: readonly Change[], octets: number): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  let left = octets
  for (const change of changes) {
    if (left <= 0) break
    apply(files, change, left)
    left -= weight(change)
  }
  return files
}

function apply(files: Map<string, Buffer>, change: Change, left: number): void {
  const old = files.get(change.path) ?? Buffer.alloc(0)
  if (change.kind === 'make') files.set(change.path, Buffer.alloc(0))
  else if (change.kind === 'remove') files.delete(change.path)
  else if (change.kind === 'truncate') files.set(change.path, old.subarray(0, change.length))
  else if (change.kind === 'rename') moved(files, change.path, change.to)
  else {
    const taken = change.bytes.subarray(0, left)
    const grown = Buffer.alloc(Math.max(old.byteLength, change.position + taken.byteLength))
    grown.set(old)
    grown.set(taken, change.position)
    files.set(change.path, grown)
  }
}

function moved(files: Map<string, Buffer>, from: string, to: string): void {
  for (const [path, bytes] of [...files]) {
    if (path !== from && !path.startsWith(`${from}/`)) continue
    files.delete(path)
    files.set(to + path.slice(from.length), bytes)
  }
}
