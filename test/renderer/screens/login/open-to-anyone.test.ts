import { expect, test } from 'vitest'
import { isOpenToAnyone } from '../../../../src/renderer/screens/login/open-to-anyone.ts'
import { contract } from '../../../../src/shared/contract/contract.ts'

test('the gate and the office’s status outlive a login: the screens stand on them', () => {
  expect(isOpenToAnyone('gate.state')).toBe(true)
  expect(isOpenToAnyone('office.status')).toBe(true)
})

test('nothing that needs a login outlives the next one', () => {
  const kept = Object.entries(contract).filter(([name]) => isOpenToAnyone(name))
  expect(kept.map(([, call]) => call.access)).toEqual(kept.map(() => 'anyone'))
  expect(isOpenToAnyone('safety.state')).toBe(false)
})
