import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { exitCodeOf, runChild } from '../../scripts/lib/children.mjs'
import { root } from '../../scripts/lib/paths.mjs'

const children = join(root, 'scripts/lib/children.mjs')

/** A wrapper as start.mjs is one: it runs a child that says its number and what it hears. */
const wrapper = (child: string): string => `
  import { runChild, whenOrphaned } from ${JSON.stringify(children)}
  process.exitCode = await runChild(process.execPath, ['-e', ${JSON.stringify(child)}], {
    onStart: (child) => whenOrphaned(() => child.kill('SIGTERM')),
  })`

const obedient = `
  process.on('SIGTERM', () => { console.log('heard SIGTERM'); process.exit(7) })
  setInterval(() => {}, 1000)
  console.log('child', process.pid)`

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // All of it has ended already.
  }
}

describe('a program that a script runs', () => {
  const started: ChildProcess[] = []
  let folder = ''
  let script = ''

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kvitok-children-'))
    script = join(folder, 'script.mjs')
    writeFileSync(script, wrapper(obedient))
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  afterEach(() => {
    for (const { pid } of started.splice(0)) killGroup(pid)
  })

  function start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(command, [...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
      // A group of its own: what a failing test leaves behind can be ended as a whole.
      detached: true,
    })
    started.push(child)
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return { child, line: async (): Promise<string> => String((await lines.next()).value) }
  }

  test('gives its exit code to the script', async () => {
    expect(await runChild(process.execPath, ['-e', 'process.exit(9)'])).toBe(9)
  })

  test('counts as 127 when it cannot be started', async () => {
    expect(await runChild('/no/such/program', [])).toBe(127)
  })

  test('ended by a signal it counts as a shell counts', () => {
    expect(exitCodeOf(null, 'SIGKILL')).toBe(137)
  })

  test('hears SIGTERM sent to the script, and its exit code is passed on', async () => {
    const { child, line } = start(process.execPath, [script])
    expect(await line()).toMatch(/^child \d+$/)
    child.kill('SIGTERM')
    expect(await line()).toBe('heard SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(7)
  })

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'is told to end when npm itself is ended by %s',
    async (signal) => {
      // npm runs a script by a shell that waits for it, so that the shell is the script's parent.
      const shell = `${process.execPath} "$SCRIPT"; true`
      const starter = `
      import { spawn } from 'node:child_process'
      const shell = spawn('sh', ['-c', ${JSON.stringify(shell)}], { stdio: 'inherit' })
      process.on('SIGTERM', () => { shell.kill('SIGTERM'); process.exit() })`
      const env = { npm_lifecycle_event: 'start', SCRIPT: script }
      const { child, line } = start(process.execPath, ['--input-type=module', '-e', starter], env)
      expect(await line()).toMatch(/^child \d+$/)
      child.kill(signal)
      expect(await line()).toBe('heard SIGTERM')
    },
  )

  test('is told to end when the process that started the script is killed', async () => {
    const starter = `
      import { spawn } from 'node:child_process'
      spawn(process.execPath, [${JSON.stringify(script)}], { stdio: 'inherit' })`
    const { child, line } = start(process.execPath, ['--input-type=module', '-e', starter])
    expect(await line()).toMatch(/^child \d+$/)
    child.kill('SIGKILL')
    expect(await line()).toBe('heard SIGTERM')
  })
})
