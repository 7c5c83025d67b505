import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { runChild } from './children.mjs'
import { SetupError, say } from './say.mjs'

/**
 * What tests need of the system, by the name that a test step asks for it.
 * @type {Readonly<Record<string, { debian: string, elsewhere: string, found: () => boolean }>>}
 */
const tools = {
  chromium: {
    debian: 'chromium',
    elsewhere: 'Chromium, Chrome or Edge',
    found: () => findBrowser(process.env, process.platform) !== null,
  },
  socat: { debian: 'socat', elsewhere: 'socat', found: () => isOnPath('socat') },
  udev: {
    debian: 'udev',
    elsewhere: 'udev',
    found: () => process.platform !== 'linux' || isOnPath('udevadm'),
  },
  wine: { debian: 'wine64', elsewhere: 'wine', found: () => existsSync('/usr/lib/wine/wine64') },
  smstools: {
    debian: 'smstools',
    elsewhere: 'SMSTools3 (smsd)',
    found: () => isOnPath('smsd') || existsSync('/usr/sbin/smsd'),
  },
  'gammu-smsd': {
    debian: 'gammu-smsd',
    elsewhere: 'gammu-smsd',
    found: () => isOnPath('gammu-smsd'),
  },
  gammu: { debian: 'gammu', elsewhere: 'gammu', found: () => isOnPath('gammu') },
  fonts: {
    debian: 'fonts-dejavu-core',
    elsewhere: 'a font with Cyrillic letters, such as DejaVu Sans',
    found: () =>
      process.platform !== 'linux' || existsSync('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'),
  },
  poppler: { debian: 'poppler-utils', elsewhere: 'poppler (pdftotext)', found: () => isOnPath('pdftotext') },
}

/**
 * Makes sure that the named tools are there: on Debian as root they are installed, elsewhere the person is told.
 * @param {readonly string[]} names
 */
export async function ensureSystemTools(names) {
  const missing = names.flatMap((name) => {
    const tool = tools[name]
    return tool === undefined || tool.found() ? [] : [tool]
  })
  if (missing.length === 0) return
  const packages = missing.map(({ debian }) => debian)
  if (!isOnPath('apt-get')) {
    throw new SetupError(`install these first: ${missing.map(({ elsewhere }) => elsewhere).join(', ')}`)
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError(`install these first: sudo apt-get install ${packages.join(' ')}`)
  }
  say(`installing ${packages.join(', ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', ...packages],
  ]) {
    const code = await runChild('apt-get', args, { stdio: ['ignore', 2, 2], env })
    if (code !== 0) throw new SetupError(`apt-get ${args[0]} failed with code ${code}`)
  }
}

/** @param {string} name */
function isOnPath(name) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const file = process.platform === 'win32' ? `${name}.exe` : name
  return folders.some((folder) => existsSync(join(folder, file)))
}
