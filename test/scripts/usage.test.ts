import { describe, expect, test } from 'vitest'
import { startOptions, usage } from '../../scripts/lib/usage.mjs'
import { usage as hostUsage } from '../../src/main/hosts/arguments.ts'

const optionsIn = (text: string): string[] =>
  [...text.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name ?? '')

describe('the options of npm start', () => {
  test('are those of the hosts and the starter’s own', () => {
    const own = ['electron']
    const internal = ['exit-with-parent']
    const hosts = optionsIn(hostUsage).filter((name) => !internal.includes(name))
    expect(optionsIn(usage).sort()).toEqual([...hosts, ...own].sort())
  })

  test.each(['--loopback', '--port', '--no-window'])('%s asks for the loopback host', (name) => {
    expect(startOptions([name]).loopback).toBe(name)
  })

  test('--port=8080 is understood as well', () => {
    expect(startOptions(['--port=8080']).loopback).toBe('--port')
  })

  test('everything but the starter’s own is passed on as it came', () => {
    const args = ['--office', '/a b/офис', '--electron', '--modem', '/dev/ttyUSB0']
    expect(startOptions(args).passed).toEqual(['--office', '/a b/офис', '--modem', '/dev/ttyUSB0'])
  })
})
