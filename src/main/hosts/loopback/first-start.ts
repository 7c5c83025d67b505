import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Random } from '../../app/ports/random.ts'
import { secondStartPath } from './second-start.ts'
import { askProof, giveProof, sameProof } from './start-proof.ts'

/** Where the first start of an office is reached, in a file that only its user may read. */
const Whereabouts = z.strictObject({
  port: z.int().min(1).max(65_535),
  secret: z.string().min(20).max(100),
})
type Whereabouts = z.output<typeof Whereabouts>

const Answer = z.object({
  ticket: z.string().regex(/^[\w-]{20,100}$/),
  proof: z.string().max(100),
})

const answer_ms = 3000

/** Says where this start is; the returned function takes that back, unless another start has said so since. */
export async function sayWhere(file: string, where: Whereabouts): Promise<() => Promise<void>> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const text = JSON.stringify(where)
  const temporary = `${file}.${process.pid}.tmp`
  await writeFile(temporary, text, { mode: 0o600 })
  // The file may have been there with other rights.
  await chmod(temporary, 0o600)
  await rename(temporary, file)
  return async () => {
    if ((await readWhere(file))?.secret === where.secret) await rm(file, { force: true })
  }
}

/**
 * Asks the first start of the office for a window: its address with a fresh ticket, or null where there is no first
 * start. A file that a killed one left behind is removed.
 */
export async function askFirst(file: string, random: Random): Promise<string | null> {
  const where = await readWhere(file)
  if (where === null) return null
  const { port, secret } = where
  const nonce = Buffer.from(random.bytes(24)).toString('base64url')
  const body = JSON.stringify({ nonce, proof: askProof(secret, nonce) })
  const answer = await post(`http://127.0.0.1:${port}${secondStartPath}`, body)
  // Busy, or one that hangs, is alive all the same.
  if (answer === 'silent') return null
  const given = Answer.safeParse(answer)
  if (given.success && sameProof(given.data.proof, giveProof(secret, nonce, given.data.ticket))) {
    return `http://127.0.0.1:${port}/#ticket=${given.data.ticket}`
  }
  await rm(file, { force: true })
  return null
}

/** The answer's JSON; null where nobody of ours answers there; `silent` where it cannot answer now. */
async function post(url: string, body: string): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(answer_ms),
    })
    if (response.status === 429 || response.status === 503) return 'silent'
    if (response.status !== 200) return null
    return JSON.parse((await response.text()).slice(0, 1000))
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'silent' : null
  }
}

/** Null where the file is not there, is not ours to read or is not what we write. */
async function readWhere(file: string): Promise<Whereabouts | null> {
  try {
    return Whereabouts.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    // Whatever is wrong with it: then there is no first start that could be asked.
    return null
  }
}
