import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ready } from './ready-line.ts'

export interface OfficeProgram {
  /** The address of the window, with its one-time ticket. */
  readonly url: string
  /** The exit code, null after a signal that was not caught. */
  readonly exited: Promise<number | null>
  kill(signal: NodeJS.Signals): void
  /** What it wrote into its log. */
  log(): string
}

export interface OfficeProgramOptions {
  readonly args: readonly string[]
  /** The user's home: what the program keeps outside the office's folder lives in it. */
  readonly home: string
}

const bundle = fileURLToPath(new URL('../../out/main/loopback.js', import.meta.url))

/** The built program on the loopback host, ready to be used. Rejects with its log when it ends before that. */
export async function startOffice({ args, home }: OfficeProgramOptions): Promise<OfficeProgram> {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', bundle, '--no-window', '--port', '0', ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: home, XDG_DATA_HOME: `${home}/data`, XDG_CONFIG_HOME: `${home}/config` },
    },
  )
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const url = await ready(child.stdout, exited, () => said)
  return {
    url,
    exited,
    kill: (signal) => {
      child.kill(signal)
    },
    log: () => said,
  }
}
