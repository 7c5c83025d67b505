import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { exampleRegistries, trainingSeed } from '../../../src/main/app/training/examples.ts'
import { trainingOffice } from '../../../src/main/app/training/training-office.ts'
import { readRegistry } from '../../../src/main/documents/registry/registries.ts'

const folder = join(import.meta.dirname, '../../../resources/registries')
const examples = exampleRegistries()
const expected = {
  'vodokanal-2026-12.txt': { refused: ['duplicate', 'negative', 'amount'], fresh: 2 },
  'energosbyt-2026-12.csv': { refused: ['account'], fresh: 1 },
  'uk-saldo-2026-11-20.txt': { refused: ['account'], fresh: 1 },
} as const

describe('the shipped registries', () => {
  test('are these three and a page for the operator', () => {
    expect(
      readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .sort(),
    ).toEqual(['README.md', ...examples.map((example) => example.fileName)].sort())
  })

  test.each(examples)('$fileName is what the training data makes', ({ fileName, encoding, text }) => {
    const made = iconv.encode(text, encoding)
    expect(Buffer.compare(readFileSync(join(folder, fileName)), made)).toBe(0)
  })

  test.each(examples)('$fileName is understood without a profile', ({ fileName, encoding, kind, asOf }) => {
    const { guess, end } = readRegistry(readFileSync(join(folder, fileName)), 'detect')
    expect(guess.profile).toMatchObject({ encoding, kind })
    expect(guess.warnings).toEqual([])
    expect(end).toMatchObject({ problem: null, warnings: [], asOf })
  })

  test.each(examples)(
    '$fileName brings known accounts, new ones and rows to refuse',
    ({ fileName, service }) => {
      const { accounts, services } = trainingOffice(trainingSeed, '2026-11-22')
      const serviceId = services.find((one) => one.shortName === service)?.id
      const known = new Set(accounts.filter((one) => one.serviceId === serviceId).map((one) => one.number))
      const { rows, rejected } = readRegistry(readFileSync(join(folder, fileName)), 'detect')
      const want = Object.entries(expected).find(([name]) => name === fileName)?.[1]
      expect(rejected.map((row) => row.code)).toEqual(want?.refused)
      expect(rows.filter((row) => known.has(row.account))).toHaveLength(known.size)
      expect(rows.filter((row) => !known.has(row.account))).toHaveLength(want?.fresh ?? 0)
    },
  )
})
