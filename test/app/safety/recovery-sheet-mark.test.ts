import { expect, test } from 'vitest'
import { SetupInput } from '../../../src/shared/contract/office.ts'
import { openOfficeCore } from '../../fakes/office-core.ts'

const answers = {
  office: 'Офис',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Ольга', pin: '2580' },
  passphrase: 'чайник река самовар лодка флаг мост хлеб',
}

test.each([
  [true, true],
  [false, false],
])('two words given back at the first run: %s, the sheet is off the list: %s', async (given, done) => {
  const office = await openOfficeCore({ kind: 'real' })
  try {
    await office.get('office.setup', { ...answers, sheetConfirmed: given })
    await office.login(1, '2580')
    const { checklist } = await office.get('today.summary', {})
    expect(checklist.find(({ code }) => code === 'recovery-sheet')?.done).toBe(done)
    expect(checklist.find(({ code }) => code === 'second-copy')?.done).toBe(false)
  } finally {
    await office.close()
  }
})

test('a training office has neither a sheet nor a second copy to see to', async () => {
  const office = await openOfficeCore({ kind: 'training' })
  try {
    await office.login(1, '1111')
    const codes = (await office.get('today.summary', {})).checklist.map(({ code }) => code)
    expect(codes).not.toContain('recovery-sheet')
    expect(codes).not.toContain('second-copy')
  } finally {
    await office.close()
  }
})

test('the passphrase of the first run is the same however it is typed', () => {
  const typed = SetupInput.parse({ ...answers, passphrase: ' Чайник  РЕКА самовар лодка флаг мост хлеб. ' })
  expect(typed.passphrase).toBe(answers.passphrase)
  expect(SetupInput.safeParse({ ...answers, passphrase: '  .       . ' }).success).toBe(false)
})
