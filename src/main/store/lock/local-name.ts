import { createHash } from 'node:crypto'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import type { Files } from '../../app/ports/files.ts'
import { type LockHolder, nobody, parseHolder } from './holder.ts'

const answer_ms = 2000
const answer_max = 4096

export type NameClaim =
  | { readonly ok: true; release(): Promise<void> }
  | { readonly ok: false; readonly holder: LockHolder }

/**
 * Claims a name on this machine that only one process can hold and that the system takes back when the process ends,
 * however it ends. Whoever asks by that name is told `holder`.
 */
export async function claimLocalName(
  files: Files,
  realFolder: string,
  holder: LockHolder,
): Promise<NameClaim> {
  const name = localName(realFolder)
  const first = await listen(name, holder)
  if (first !== null) return claimed(first)
  const other = await ask(name)
  if (other.alive) return { ok: false, holder: other.holder }
  // A socket file that nobody answers at was left by a process that died.
  if (name.startsWith('/')) await files.remove(name)
  const second = await listen(name, holder)
  return second === null ? { ok: false, holder: nobody } : claimed(second)
}

function claimed(server: Server): NameClaim {
  return {
    ok: true,
    release: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A pipe on Windows, an abstract socket on Linux (neither leaves a file behind), a socket file elsewhere. */
function localName(realFolder: string): string {
  const digest = createHash('sha256').update(realFolder).digest('hex').slice(0, 32)
  if (process.platform === 'win32') return `\\\\.\\pipe\\kvitok-${digest}`
  if (process.platform === 'linux') return `\0kvitok-${digest}`
  return join('/tmp', `kvitok-${digest}.sock`)
}

function listen(name: string, holder: LockHolder): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.end(JSON.stringify(holder))
    })
    server.once('error', (error: NodeJS.ErrnoException) => {
      // EACCES: on Windows the pipe of another user.
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null)
      else reject(error)
    })
    server.listen(name, () => {
      server.unref()
      resolve(server)
    })
  })
}

function ask(name: string): Promise<{ alive: boolean; holder: LockHolder }> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(name)
    const finish = (alive: boolean): void => {
      socket.destroy()
      resolve({ alive, holder: parseHolder(text) })
    }
    socket.setTimeout(answer_ms, () => finish(true))
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      if (text.length > answer_max) finish(true)
    })
    socket.once('end', () => finish(true))
    socket.once('error', (error: NodeJS.ErrnoException) => finish(error.code !== 'ECONNREFUSED'))
  })
}
