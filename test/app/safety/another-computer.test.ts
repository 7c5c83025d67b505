import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRepair } from '../../../src/main/core-repair.ts'
import { createVirtualModem } from '../../../src/main/modem/virtual/modem.ts'
import { openVirtualNetwork, type VirtualNetwork } from '../../../src/main/modem/virtual/network.ts'
import { forgetfulNetworkFile } from '../../../src/main/modem/virtual/network-file.ts'
import { VIRTUAL_PATH, virtualPorts } from '../../../src/main/modem/virtual/ports.ts'
import { createSystemClock, createTimers } from '../../../src/main/platform/clock.ts'
import { coreDeps, type OfficeCore, openDesk, openOfficeCore } from '../../fakes/office-core.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'
import { accountOf, owing, payInput } from '../kit.ts'

const setup = {
  office: 'Касса на Ленина',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Ольга', pin: '4321' },
  passphrase: 'туман лодка север окно перо',
}
const phone = '+79005551234'

let root: string
let lost: OfficeCore | null
let restored: OfficeCore | null

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kvitok-two-'))
  lost = null
  restored = null
})

afterEach(async () => {
  await lost?.close()
  await restored?.close()
  await rm(root, { recursive: true, force: true })
})

/** The other computer: its own folder, and keys of its own. */
const elsewhere = () => join(root, 'elsewhere')

const restore = (kind: 'training' | 'real', path: string, passphrase: string | null) => {
  const repair = createRepair(coreDeps(elsewhere(), { kind }))
  return repair.restore({ path, passphrase }, () => undefined)
}

/** A phone network with one phone, and the ports of a modem in it. */
const openPhone = async () => {
  const parts = { clock: createSystemClock(), timers: createTimers(), logger: quietLogger() }
  const imsi = '250990000000001'
  const network = await openVirtualNetwork({
    ...parts,
    file: forgetfulNetworkFile(),
    sims: [{ imsi, number: '+79005550000' }],
  })
  const modem = createVirtualModem({ ...parts, network, imsi, slots: 40 })
  return { network, ports: virtualPorts(modem) }
}

const shown = (network: VirtualNetwork): string[] => {
  const texts: string[] = []
  network.subscribe(({ message }) => {
    if (message.direction === 'to-phone' && message.state === 'shown') texts.push(message.text)
  })
  return texts
}

const write = (office: OfficeCore, text: string) => office.get('messages.write', { phone, text })

describe('a real office whose computer is lost', () => {
  const openLost = async (): Promise<OfficeCore> => {
    const office = await openOfficeCore({ kind: 'real', setup })
    lost = office
    await office.login(1, '4321')
    for (const text of ['первое', 'второе']) await write(office, text)
    return office
  }

  /** Opens it on the other computer, with a modem that works. */
  const openRestored = async (network: Awaited<ReturnType<typeof openPhone>>): Promise<OfficeCore> => {
    const office = await openOfficeCore({
      kind: 'real',
      folder: elsewhere(),
      ports: network.ports,
      modemPort: VIRTUAL_PATH,
    })
    restored = office
    await office.login(1, '4321')
    return office
  }

  test('goes on from a copy and the passphrase: nothing leaves until a person has looked', async () => {
    const before = await openLost()
    // What the office remembers of this one goes into the next.
    await before.get('safety.copyNow', {})
    const copy = await before.get('safety.copyNow', {})
    await write(before, 'после копии')
    const path = join(before.folder, 'copies', copy.name)
    expect(await restore('real', path, setup.passphrase)).toBeNull()

    const phones = await openPhone()
    const seen = shown(phones.network)
    const after = await openRestored(phones)
    const waiting = await after.get('messages.out', { status: 'queued', lane: null, cursor: null })
    expect(waiting.items.map(({ text }) => text)).toEqual(['второе', 'первое'])
    await after.until('office.top', {}, ({ modemPhase }) => modemPhase === 'ready')
    expect((await after.get('office.top', {})).holding).toBe('restored')
    const state = await after.get('safety.state', {})
    expect(state.restoredAt).not.toBeNull()
    expect(state).toMatchObject({ copies: [], lastGoodCopyAt: null, encrypted: true })
    expect(state.passphraseAt).not.toBeNull()

    // What comes in is kept all the same.
    await phones.network.phoneSend(phone, 'есть кто?')
    await after.until('messages.in', { unreadOnly: false, cursor: null }, ({ items }) => items.length === 1)
    expect(seen).toEqual([])
    expect((await after.get('office.top', {})).queued).toBeGreaterThanOrEqual(2)

    await after.get('messages.hold', { held: false })
    await after.until('messages.out', { status: 'delivered', lane: null, cursor: null }, ({ items }) =>
      ['первое', 'второе'].every((text) => items.some((one) => one.text === text)),
    )
    expect(seen).toEqual(expect.arrayContaining(['первое', 'второе']))
    expect((await after.get('safety.state', {})).restoredAt).toBeNull()
    expect((await after.get('verify.run', {})).checks.every(({ wrong }) => wrong === 0)).toBe(true)
  })

  test('stays held when somebody asks to hold it, and after another start', async () => {
    const before = await openLost()
    const copy = await before.get('safety.copyNow', {})
    await restore('real', join(before.folder, 'copies', copy.name), setup.passphrase)
    const after = await openRestored(await openPhone())
    await after.get('messages.hold', { held: true })
    expect((await after.get('office.top', {})).holding).toBe('restored')
    await after.restart()
    await after.login(1, '4321')
    expect((await after.get('office.top', {})).holding).toBe('restored')
  })

  test('loses nothing with the mirror', async () => {
    const before = await openLost()
    const stick = await mkdtemp(join(root, 'stick-'))
    await before.get('safety.setPlace', { folder: stick })
    for (const text of ['третье', 'четвёртое']) await write(before, text)
    await before.close()
    lost = null

    expect(await restore('real', stick, setup.passphrase)).toBeNull()
    const after = await openRestored(await openPhone())
    const waiting = await after.get('messages.out', { status: 'queued', lane: null, cursor: null })
    expect(waiting.items.map(({ text }) => text)).toEqual(['четвёртое', 'третье', 'второе', 'первое'])
    expect((await after.get('office.top', {})).holding).toBe('restored')
  })

  test('opens to nobody without the passphrase', async () => {
    const before = await openLost()
    const copy = await before.get('safety.copyNow', {})
    const problem = await restore('real', join(before.folder, 'copies', copy.name), 'не та фраза совсем')
    expect(problem).toMatchObject({ code: 'passphrase', details: { wrong: true } })
  })

  test('is not restored into a training office', async () => {
    const before = await openLost()
    const copy = await before.get('safety.copyNow', {})
    const problem = await restore('training', join(before.folder, 'copies', copy.name), setup.passphrase)
    expect(problem).toMatchObject({ code: 'another-kind', details: { found: 'real' } })
  })
})

test('every payment up to the copy is in the restored office, with its debt', async () => {
  const office = await openDesk()
  lost = office
  const account = await owing(office, '100901', '500,00')
  await office.get('desk.pay', await payInput(office, account, 20_000))
  const copy = await office.get('safety.copyNow', {})
  await office.get('desk.pay', await payInput(office, account, 10_000))
  expect(await restore('training', join(office.folder, 'copies', copy.name), null)).toBeNull()

  const after = await openOfficeCore({ folder: elsewhere() })
  restored = after
  await after.login(1, '1111')
  expect((await accountOf(after, account)).debt_kop).toBe(30_000)
  expect((await accountOf(office, account)).debt_kop).toBe(20_000)
  expect((await after.get('verify.run', {})).checks.every(({ wrong }) => wrong === 0)).toBe(true)
})
