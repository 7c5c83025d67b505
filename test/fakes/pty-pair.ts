import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface PtyPair {
  /** What the program opens. */
  readonly port: string
  /** The other end, where a test plays the device. */
  readonly device: string
  /** Ends socat: the port goes away as an unplugged one does. Resolves when it is gone. */
  unplug(): Promise<void>
}

/** Two pseudo-terminals joined by socat, raw both ways. */
export async function createPtyPair(): Promise<PtyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-pty-'))
  const port = join(folder, 'port')
  const device = join(folder, 'device')
  const socat = spawn('socat', ['-d', '-d', `pty,raw,echo=0,link=${port}`, `pty,raw,echo=0,link=${device}`])
  const exited = new Promise<void>((resolve) => socat.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    socat.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('starting data transfer loop')) resolve()
    })
    socat.once('error', reject)
    socat.once('exit', () => reject(new Error(`socat ended: ${said}`)))
  })
  return {
    port,
    device,
    async unplug() {
      socat.kill('SIGKILL')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}
