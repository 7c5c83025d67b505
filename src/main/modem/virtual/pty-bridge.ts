import type { ChildProcessByStdio } from 'node:child_process'
import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { pythonPty } from './pty-python.ts'

/** One life of a pseudo-terminal whose master end is this process. */
export interface PtyBridge {
  write(bytes: Uint8Array): void
  onData(listener: (bytes: Uint8Array) => void): void
  /** Takes the terminal away as a pulled stick goes: whoever has it open is hung up. Resolves when it is gone. */
  hangUp(): Promise<void>
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/** Bytes kept for a reader that does not read; more are lost, as on a serial line. */
const BACKLOG_LIMIT_BYTES = 65_536
const READY = /starting data transfer loop|pty ready/
const SAID_LIMIT = 4_096

const WAYS = [
  { command: 'socat', args: (path: string) => ['-d', '-d', `PTY,link=${path},raw,echo=0`, 'STDIO'] },
  { command: 'python3', args: (path: string) => ['-c', pythonPty, path] },
]

/** Makes a raw pseudo-terminal at `path` with socat, else with Python. Rejects when neither is there or works. */
export async function openPtyBridge(path: string): Promise<PtyBridge> {
  const problems: string[] = []
  for (const way of WAYS) {
    const child = spawn(way.command, way.args(path), { stdio: ['pipe', 'pipe', 'pipe'] })
    const problem = await untilReady(child)
    if (problem === null) return bridge(child, await holdOpen(path))
    problems.push(`${way.command}: ${problem}`)
  }
  throw new Error(`a pseudo-terminal needs socat (apt-get install socat) or python3: ${problems.join('; ')}`)
}

function untilReady(child: Child): Promise<string | null> {
  return new Promise((resolve) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-SAID_LIMIT)
      if (READY.test(said)) resolve(null)
    })
    child.once('error', (error) => resolve(error.message))
    child.once('exit', () => resolve(`ended: ${said.trim()}`))
  })
}

/** Our own handle on the slave end keeps the terminal alive between two openings by others. */
function holdOpen(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDWR | constants.O_NOCTTY)
}

function bridge(child: Child, held: FileHandle): PtyBridge {
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let gone = false
  // A write may meet a process that is being ended; its exit says all there is to say.
  child.stdin.on('error', () => {})
  return {
    write(bytes) {
      if (!gone && child.stdin.writableLength < BACKLOG_LIMIT_BYTES) child.stdin.write(bytes)
    },
    onData(listener) {
      child.stdout.on('data', (chunk: Buffer) => listener(chunk))
    },
    async hangUp() {
      if (gone) return exited
      gone = true
      child.kill('SIGTERM')
      await exited
      await held.close()
    },
  }
}
