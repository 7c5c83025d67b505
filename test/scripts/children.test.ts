import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test } from 'vitest'
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

describe('a program that a script runs', () => {
  const started: ChildProcess[] = []

  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
  })

  function start(command: string, args: readonly string[]) {
    const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'inherit'] })
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
    const { child, line } = start(process.execPath, ['--input-type=module', '-e', wrapper(obedient)])
    expect(await line()).toMatch(/^child \d+$/)
    child.kill('SIGTERM')
    expect(await line()).toBe('heard SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(7)
  })

  test('is told to end when the process that started the script is killed', async () => {
    const starter = `
      import { spawn } from 'node:child_process'
      spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(wrapper(obedient))}], { stdio: 'inherit' })`
    const { child, line } = start(process.execPath, ['--input-type=module', '-e', starter])
    expect(await line()).toMatch(/^child \d+$/)
    child.kill('SIGKILL')
    expect(await line()).toBe('heard SIGTERM')
  })
})
