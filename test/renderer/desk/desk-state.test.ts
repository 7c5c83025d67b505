import { expect, test } from 'vitest'
import { reachablePhones } from '../../../src/renderer/screens/desk/desk-lines.ts'
import { emptyDesk, readDesk } from '../../../src/renderer/screens/desk/desk-state.ts'
import { billRow, client, Visit } from './visit.ts'

const ivanova = client(1, [billRow(13, 103, 350_010)])

test('what was kept comes back as it was', () => {
  const { state } = new Visit([ivanova], 1).open(1, 13).press('1', '0', 'Enter', 'Enter', '9')
  expect(readDesk(JSON.parse(JSON.stringify(state)))).toEqual(state)
})

test('what another version kept, or nobody wrote, is an empty desk', () => {
  for (const kept of [null, 7, 'x', {}, { ...emptyDesk, stage: 'paid' }, { ...emptyDesk, more: 1 }]) {
    expect(readDesk(kept)).toEqual(emptyDesk)
  }
})

test('a phone linked to what is paid comes before the other mobiles, a landline never', () => {
  const linked = {
    ...ivanova,
    phones: [
      {
        id: 1,
        e164: '+79120000001',
        kind: 'mobile' as const,
        noReminders: false,
        noAds: false,
        consent: false,
      },
      {
        id: 2,
        e164: '+79120000002',
        kind: 'mobile' as const,
        noReminders: false,
        noAds: false,
        consent: false,
      },
      {
        id: 3,
        e164: '+74852000003',
        kind: 'landline' as const,
        noReminders: false,
        noAds: false,
        consent: false,
      },
    ],
    accounts: ivanova.accounts.map((account) => ({ ...account, linkedPhoneIds: [2, 3] })),
  }
  expect(reachablePhones([linked], [{ accountId: 13 }]).map(({ id }) => id)).toEqual([2, 1])
})
