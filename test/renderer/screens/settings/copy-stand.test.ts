import { expect, test } from 'vitest'
import {
  copyDay,
  copyStand,
  copyTones,
  isMirrorTroubled,
} from '../../../../src/renderer/screens/settings/safety/copy-stand.ts'

test.each([
  [null, true, 'none'],
  [1, true, 'old'],
  [1, false, 'good'],
])('a last good copy of %s, old: %s, stands as %s', (lastGoodCopyAt, copyOld, stand) => {
  expect(copyStand({ lastGoodCopyAt, copyOld, copies: [] }, 'real')).toBe(stand)
})

const copy = { name: 'x.kvs', at: 1, reason: 'day', where: 'office', size: 9, checkedAt: null } as const

test('copies of before a restore are told of, those that failed are not', () => {
  const stand = (problem: string | null) =>
    copyStand({ lastGoodCopyAt: null, copyOld: true, copies: [{ ...copy, problem }] }, 'real')
  expect(stand(null)).toBe('earlier')
  expect(stand('io')).toBe('none')
})

test('a training office without a copy alarms nobody', () => {
  const stand = copyStand({ lastGoodCopyAt: null, copyOld: true, copies: [] }, 'training')
  expect([stand, copyTones[stand]]).toEqual(['practice', 'plain'])
})

test.each([
  ['2026-11-16', 'today', 0],
  ['2026-11-15', 'yesterday', 1],
  ['2026-10-31', 'days', 16],
  ['2026-11-17', 'today', 0],
])('a copy of %s is of %s on 16.11', (day, when, count) => {
  expect(copyDay(day, '2026-11-16')).toEqual({ when, count })
})

test('a second disk that catches up by itself wants nobody', () => {
  const mirror = { folder: '/media/stick', behind_bytes: 1, levelAt: null }
  const troubled = (['off', 'level', 'behind', 'slow', 'absent', 'full', 'failed'] as const).filter((state) =>
    isMirrorTroubled({ mirror: { ...mirror, state } }),
  )
  expect(troubled).toEqual(['absent', 'full', 'failed'])
})
