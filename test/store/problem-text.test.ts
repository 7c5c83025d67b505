import { describe, expect, test } from 'vitest'
import type { OpenProblem } from '../../src/main/store/open-problem.ts'
import { problemText } from '../../src/main/store/problem-text.ts'

const file = '/office/journal/00000001.kvj'

const problems: readonly (readonly [OpenProblem, RegExp])[] = [
  [
    {
      code: 'locked',
      details: {
        holder: { host: 'kassa-2', pid: 4711, since: Date.UTC(2026, 10, 16, 9) },
        file,
        elsewhere: true,
      },
    },
    /open on kassa-2 by process 4711 since 2026-11-16T09:00:00.000Z.*close it there.*taken over/,
  ],
  [
    { code: 'locked', details: { holder: { host: null, pid: null, since: null }, file, elsewhere: false } },
    /open by another program: close it there; (?!.*taken over).*start this computer anew/,
  ],
  [{ code: 'damaged', details: { file, offset: 64, reason: 'torn' } }, /damaged \(torn\).*Delete nothing/],
  [{ code: 'newer-schema', details: { needs: 'schema 9', knows: 2 } }, /needs schema 9.*Install/],
  [{ code: 'read-only', details: { file } }, /cannot be written.*Check its rights/],
  [{ code: 'passphrase', details: { wrong: false } }, /does not keep the key.*--passphrase-file/],
  [{ code: 'passphrase', details: { wrong: true } }, /not this office's.*keyboard/],
  [{ code: 'no-key', details: { file } }, /key of this file is not there.*Restore/],
  [
    {
      code: 'older-than-known',
      details: { known: { segment: 9, sequence: 40 }, found: { segment: 8, sequence: 3 } },
    },
    /end at 8\/3.*remembers 9\/40.*Put the newer files back/,
  ],
  [{ code: 'no-space', details: { file } }, /no space on the disk.*Free some/],
  [{ code: 'folder-gone', details: { file } }, /not where it was.*Put the stick back/],
  [{ code: 'another-kind', details: { found: 'training', file } }, /holds a training office.*--office/],
  [{ code: 'io', details: { file, reason: 'busy' } }, /another program holds the file.*antivirus/],
  [{ code: 'io', details: { file, reason: 'io' } }, /cannot be used \(io\).*Check the disk/],
]

describe('what keeps an office closed is told with what to do', () => {
  test.each(problems)('%j', (problem, words) => {
    expect(problemText(problem)).toMatch(words)
  })

  test('no two problems have the same words', () => {
    const texts = problems.map(([problem]) => problemText(problem))
    expect(new Set(texts).size).toBe(problems.length)
  })
})
