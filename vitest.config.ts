import { defineConfig } from 'vitest/config'

const project = (name: string, include: string[], timeout_ms: number, parallel: boolean) => ({
  test: {
    name,
    include,
    testTimeout: timeout_ms,
    hookTimeout: timeout_ms,
    fileParallelism: parallel,
    environment: 'node',
  },
})

const unitFolders = [
  'shared',
  'domain',
  'app',
  'store',
  'modem',
  'jobs',
  'documents',
  'platform',
  'gate',
  'hosts',
  'renderer',
  'scripts',
]

/** Tests of the store that run plain among the others, once more as in a real office. */
const storeTests = project(
  'encrypted',
  ['test/store/{failed-disk,migrate,recovery,schemas,snapshot,store}.test.ts'],
  20_000,
  true,
)
const encrypted = { test: { ...storeTests.test, env: { KVITOK_ENCRYPTED: '1' } } }

export default defineConfig({
  test: {
    projects: [
      project(
        'unit',
        unitFolders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`),
        // A busy machine must not fail a test that only works: the slowest takes a third of it when it is busy.
        60_000,
        true,
      ),
      encrypted,
      project('property', ['test/property/**/*.test.ts'], 60_000, true),
      project('contract', ['test/contract/**/*.test.ts'], 60_000, false),
      project('peers', ['test/peers/**/*.test.ts'], 240_000, false),
      project('serial', ['test/serial/**/*.test.ts'], 120_000, false),
      project('fault', ['test/fault/**/*.test.ts'], 300_000, true),
      project('crash', ['test/crash/**/*.test.ts'], 300_000, false),
      project('e2e', ['test/e2e/**/*.test.ts'], 300_000, false),
    ],
  },
})
