import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageCommand } from '../../scripts/lib/node24.mjs'
import { root } from '../../scripts/lib/paths.mjs'

/** Who may import what: the arrows between the folders, one line each. */
const arrows: readonly (readonly [file: string, imported: string, verdict: 'allowed' | 'refused'])[] = [
  ['src/main/domain/a.ts', '../../shared/money.ts', 'allowed'],
  ['src/main/domain/b.ts', './fee.ts', 'allowed'],
  ['src/main/domain/c.ts', '../app/ports/clock.ts', 'refused'],
  ['src/main/domain/d.ts', '../store/store.ts', 'refused'],
  ['src/main/domain/e.ts', 'node:fs', 'refused'],
  ['src/shared/f.ts', 'zod', 'allowed'],
  ['src/shared/contract/g.ts', '../errors.ts', 'allowed'],
  ['src/shared/h.ts', 'react', 'refused'],
  ['src/shared/i.ts', '../main/domain/fee.ts', 'refused'],
  ['src/shared/j.ts', 'node:fs', 'refused'],
  ['src/main/app/k.ts', '../domain/fee.ts', 'allowed'],
  ['src/main/app/l.ts', './ports/store.ts', 'allowed'],
  ['src/main/app/m.ts', '../store/store.ts', 'refused'],
  ['src/main/app/n.ts', '../modem/transport.ts', 'refused'],
  ['src/main/app/o.ts', '../documents/receipt.ts', 'refused'],
  ['src/main/app/p.ts', '../hosts/csp.ts', 'refused'],
  ['src/main/store/q.ts', '../app/ports/store.ts', 'allowed'],
  ['src/main/store/r.ts', '../modem/transport.ts', 'refused'],
  ['src/main/modem/s.ts', '../store/store.ts', 'refused'],
  ['src/main/jobs/t.ts', '../store/store.ts', 'refused'],
  ['src/main/documents/u.ts', '../modem/transport.ts', 'refused'],
  ['src/main/platform/v.ts', '../hosts/csp.ts', 'refused'],
  ['src/main/gate/v1.ts', '../core.ts', 'allowed'],
  ['src/main/gate/v2.ts', '../hosts/core-relay.ts', 'refused'],
  ['src/main/hosts/loopback/w.ts', 'electron', 'refused'],
  ['src/main/hosts/electron/x.ts', 'electron', 'allowed'],
  ['src/main/core.ts', 'electron', 'refused'],
  ['src/preload/y.ts', '../main/core.ts', 'refused'],
  ['src/renderer/z.tsx', '../shared/errors.ts', 'allowed'],
  ['src/renderer/screens/aa.tsx', '../../main/core.ts', 'refused'],
  ['src/renderer/screens/bb.tsx', 'electron', 'refused'],
]

describe('the linter holds the arrows between folders', () => {
  let folder = ''
  let report = ''

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kvitok-fences-'))
    for (const name of ['biome.json', '.gitignore']) copyFileSync(join(root, name), join(folder, name))
    for (const [file, imported] of arrows) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `import { x } from '${imported}'\n\nexport const y = x\n`)
    }
    const biome = packageCommand('@biomejs/biome', 'biome')
    const args = ['lint', '--max-diagnostics=none', '--reporter=github', '.']
    report = spawnSync(process.execPath, [biome, ...args], { cwd: folder, encoding: 'utf8' }).stdout
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(arrows)('%s importing %s is %s', (file, _imported, verdict) => {
    const line = report
      .split('\n')
      .find((text) => text.includes(file) && text.includes('noRestrictedImports'))
    expect(line === undefined ? 'allowed' : 'refused').toBe(verdict)
  })
})
