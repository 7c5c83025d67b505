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
  /** The terminal went away without being hung up. */
  onLost(listener: () => void): void
  readonly processId: number | undefined
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/** Bytes kept for a reader that does not read; more are lost, as on a serial line. */
const BACKLOG_LIMIT_BYTES = 65_536
const READY = /starting data transfer loop|pty ready/
const SAID_LIMIT = 4_096

const PROGRAMS = ['socat', 'python3']

/**
 * Makes a raw pseudo-terminal at `path` with the first of the programs that works (socat's arguments, else Python's).
 * Rejects when none does, saying what to install.
 */
export async function openPtyBridge(
  path: string,
  programs: readonly string[] = PROGRAMS,
): Promise<PtyBridge> {
  const problems: string[] = []
  for (const program of programs) {
    const child = spawn(program, programArguments(program, path), { stdio: ['pipe', 'pipe', 'pipe'] })
    const problem = await untilReady(child)
    if (problem === null) return bridge(child, await holdOpen(path))
    problems.push(`${program}: ${problem}`)
  }
  throw new Error(`a pseudo-terminal needs socat (apt-get install socat) or python3: ${problems.join('; ')}`)
}

function programArguments(program: string, path: string): string[] {
  if (program.includes('python')) return ['-c', pythonPty, path]
  return ['-d', '-d', '-t', '0.01', `PTY,link=${path},raw,echo=0`, 'STDIO']
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
  let lost: () => void = () => {}
  void exited.then(() => {
    if (!gone) lost()
  })
  // A write may meet a process that is being ended; its exit says all there is to say.
  child.stdin.on('error', () => {})
  return {
    write(bytes) {
      if (!gone && child.stdin.writableLength < BACKLOG_LIMIT_BYTES) child.stdin.write(bytes)
    },
    onData(listener) {
      child.stdout.on('data', (chunk: Buffer) => listener(chunk))
    },
    processId: child.pid,
    onLost(listener) {
      lost = listener
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
