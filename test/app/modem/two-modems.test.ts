import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createVirtualModem, type VirtualModem } from '../../../src/main/modem/virtual/modem.ts'
import { openVirtualNetwork, type VirtualNetwork } from '../../../src/main/modem/virtual/network.ts'
import { forgetfulNetworkFile } from '../../../src/main/modem/virtual/network-file.ts'
import { genericProfile } from '../../../src/main/modem/virtual/profile.ts'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { mondayClock, type OfficeCore, openOfficeCore } from '../../fakes/office-core.ts'
import { silentLogger } from '../../fakes/silent-logger.ts'

const cards = {
  main: { imsi: '250990000000001', number: '+79005550000' },
  spare: { imsi: '250010000000002', number: '+79005550002' },
}
const spareImei = '353069041234561'

let network: VirtualNetwork
let modems: { main: VirtualModem; spare: VirtualModem }
/** Which modem the system has under which name: the names move, as COM numbers do. */
let names: Map<string, VirtualModem>
let office: OfficeCore

const setup = {
  office: 'Касса',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Анна Кассирова', pin: '2580' },
  passphrase: 'два модема и один стол',
}

const ports = {
  list: async () =>
    [...names].map(([path, modem]) => ({
      path,
      manufacturer: 'Modem',
      vendorId: '1bc7',
      productId: '0001',
      serialNumber: modem === modems.spare ? 'B' : 'A',
      pnpId: null,
    })),
  open: async (path: string) => {
    const modem = names.get(path)
    if (modem === undefined) throw new Error(`no such port: ${path}`)
    if (modem.state().open) throw new Error('Access denied')
    return modem.connect()
  },
}

beforeEach(async () => {
  const shared = { clock: mondayClock(), timers: createTimers(), logger: silentLogger }
  const sims = Object.values(cards)
  network = await openVirtualNetwork({ ...shared, file: forgetfulNetworkFile(), sims })
  const spareProfile = { ...genericProfile, imei: spareImei }
  modems = {
    main: createVirtualModem({ ...shared, network, imsi: cards.main.imsi }),
    spare: createVirtualModem({ ...shared, network, imsi: cards.spare.imsi, profile: spareProfile }),
  }
  names = new Map([['COM3', modems.main]])
  office = await openOfficeCore({ kind: 'real', ports, setup })
  await office.login(1, '2580')
  await office.until('modem.state', {}, (state) => state.phase === 'ready')
})

afterEach(async () => {
  await office.close()
  await network.close()
})

const choice = { use: 'rule', after_minutes: 5, incompleteAfter_minutes: 10 } as const

const imeiOf = async (number: 1 | 2, phase = 'ready'): Promise<string | null> => {
  const { links } = await office.until('modem.links', {}, (view) =>
    view.links.some((link) => link.number === number && link.phase === phase),
  )
  return links.find((link) => link.number === number)?.imei ?? null
}

/** The second modem is plugged in, found by its answer, and its card is said to be the spare. */
const addSpare = async (): Promise<void> => {
  names.set('COM7', modems.spare)
  const { items } = await office.get('modem.probe', {})
  const found = items.find((one) => one.link === null)
  await office.get('modem.saveLinks', { ...choice, spareOn: true, sparePort: found?.path ?? null })
  await office.until('modem.sims', {}, (view) => view.items.some((sim) => sim.link === 2))
  await office.get('modem.answerSim', { imsi: cards.spare.imsi, as: 'spare' })
  await imeiOf(2)
}

const replug = async (next: Map<string, VirtualModem>): Promise<void> => {
  for (const modem of Object.values(modems)) modem.unplug()
  await office.until('modem.links', {}, ({ links }) => links.every(({ phase }) => phase !== 'ready'))
  names = next
  for (const modem of next.values()) modem.plug()
}

describe('the second modem of a real office', () => {
  test('is found by asking the ports, the first one told apart', async () => {
    names.set('COM7', modems.spare)
    const { items } = await office.get('modem.probe', {})
    expect(items).toMatchObject([
      { path: 'COM3', link: 1, imei: genericProfile.imei },
      { path: 'COM7', link: null, imei: spareImei, imsi: cards.spare.imsi },
    ])
  })

  test('and the first keep their places when their ports change names with one another', async () => {
    await addSpare()
    await replug(
      new Map([
        ['COM3', modems.spare],
        ['COM7', modems.main],
      ]),
    )
    expect([await imeiOf(1), await imeiOf(2)]).toEqual([genericProfile.imei, spareImei])
  })

  test('is found on a port that nobody named, over a restart', async () => {
    await addSpare()
    await office.restart(() => {
      names = new Map([
        ['COM11', modems.spare],
        ['COM12', modems.main],
      ])
    })
    await office.login(1, '2580')
    expect([await imeiOf(1), await imeiOf(2)]).toEqual([genericProfile.imei, spareImei])
  })

  test('is not taken for the first while the first is away', async () => {
    await addSpare()
    await replug(new Map([['COM3', modems.spare]]))
    expect(await imeiOf(2)).toBe(spareImei)
    expect(await imeiOf(1, 'absent')).not.toBe(spareImei)
  })
})

test('what a card’s terms say of stored sends is so at once, and its parts go by way of the memory', async () => {
  const before = await office.get('modem.sims', {})
  const sim = before.items[0]
  if (sim === undefined) throw new Error('no card')
  const { imsi, title, number, terms } = sim
  expect(terms.storedSends).toBe(false)
  await office.get('modem.saveSim', { imsi, title, number, terms: { ...terms, storedSends: true } })
  await office.until('modem.state', {}, (state) => state.phase === 'ready' && state.storedSends)
})
