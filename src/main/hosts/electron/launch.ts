import { readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CoreSettings } from '../core-settings.ts'

export function readSettings(given: {
  args: readonly string[]
  resourcesDir: string
  dataDir: string
}): CoreSettings {
  const { values } = parseArgs({
    args: [...given.args],
    options: { office: { type: 'string' }, modem: { type: 'string' }, setup: { type: 'string' } },
    strict: false,
  })
  const office = typeof values['office'] === 'string' ? resolve(values['office']) : null
  return {
    officeDir: office ?? join(given.dataDir, 'training'),
    kind: office === null ? 'training' : 'real',
    modemPort: typeof values['modem'] === 'string' ? values['modem'] : null,
    resourcesDir: given.resourcesDir,
    lang: null,
    setup:
      typeof values['setup'] === 'string' && isAbsolute(values['setup'])
        ? JSON.parse(readFileSync(values['setup'], 'utf8'))
        : null,
  }
}
