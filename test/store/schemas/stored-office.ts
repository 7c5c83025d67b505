import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Dump } from '../../fakes/office-store.ts'

/** An office as a program of the past left it; see the README of its schema's folder. */
export interface StoredOffice {
  readonly schema: number
  readonly name: string
  /** Its files by their path in the office's folder. */
  readonly files: ReadonlyMap<string, Buffer>
  /** By table: how many rows there are, and their digest. */
  readonly tables: ReadonlyMap<string, string>
}

const folder = import.meta.dirname

/** All that were kept, the oldest schema first. */
export async function storedOffices(): Promise<StoredOffice[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('schema-')).sort()
  const all: StoredOffice[] = []
  for (const schema of names) {
    const offices = (await readdir(join(folder, schema), { withFileTypes: true })).filter((entry) =>
      entry.isDirectory(),
    )
    for (const { name } of offices) all.push(await readStored(Number(schema.slice('schema-'.length)), name))
  }
  return all
}

async function readStored(schema: number, name: string): Promise<StoredOffice> {
  const place = join(folder, `schema-${schema}`, name)
  const files = new Map<string, Buffer>()
  for (const path of await readdir(place, { recursive: true })) {
    if (!path.endsWith('.gz')) continue
    files.set(path.slice(0, -'.gz'.length), gunzipSync(await readFile(join(place, path))))
  }
  const lines = (await readFile(`${place}.rows.txt`, 'utf8')).split('\n').filter((line) => line !== '')
  const tables = new Map(lines.map((line) => [line.split(' ', 1)[0] ?? '', line]))
  return { schema, name, files, tables }
}

/** Its files in a folder of their own. */
export async function unpack({ files }: StoredOffice): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'kvitok-stored-'))
  await mkdir(join(place, 'snapshots'))
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(place, path)), { recursive: true })
    await writeFile(join(place, path), bytes)
  }
  return place
}

/** Name, count and digest of a table's rows; of `columns` alone where they are given. */
export function tableLine(
  name: string,
  rows: Dump[string],
  columns: ReadonlySet<string> | null = null,
): string {
  const digest = createHash('sha256')
  for (const row of rows) {
    const kept = Object.entries(row).filter(([column]) => columns === null || columns.has(column))
    digest.update(`${JSON.stringify(kept, (_key, value: unknown) => plainValue(value))}\n`)
  }
  return `${name} ${rows.length} ${digest.digest('hex')}`
}

function plainValue(value: unknown): unknown {
  return value instanceof Uint8Array ? { hex: Buffer.from(value).toString('hex') } : value
}
