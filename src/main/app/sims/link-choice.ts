import { z } from 'zod'
import { readSetting, writeSetting } from '../office/office-book.ts'
import { lastRead } from '../ports/last-read.ts'
import type { Reader, Writer } from '../ports/store.ts'

/** How the office uses a second modem. */
const LinkChoice = z.strictObject({
  /** The second modem is started at all. */
  spareOn: z.boolean(),
  /** Its port, named by a person; null in a training office. */
  sparePort: z.string().nullable(),
  /** `rule`: the spare sends after the main one was away for some minutes; else a person's word. */
  use: z.enum(['rule', 'main', 'spare']),
  after_minutes: z.int().min(1).max(600),
  /** A long message of which parts are missing is shown as such after this. */
  incompleteAfter_minutes: z.int().min(1).max(1440),
})

export type LinkChoice = z.output<typeof LinkChoice>

const key = 'modem-links'
const first: LinkChoice = {
  spareOn: false,
  sparePort: null,
  use: 'rule',
  after_minutes: 5,
  incompleteAfter_minutes: 10,
}

const parse = lastRead((text): LinkChoice => LinkChoice.parse(JSON.parse(text)))

export const linkChoice = (read: Reader): LinkChoice => {
  const text = readSetting(read, key)
  return text === null ? first : parse(text)
}

export const incompleteAfter_ms = (read: Reader): number => linkChoice(read).incompleteAfter_minutes * 60_000

export const saveLinkChoice = (tx: Writer, choice: LinkChoice): void => writeSetting(tx, key, choice)

/** The modem and card a link is expected to have; null what was never seen or cannot be read. */
const ExpectedDevice = z.strictObject({
  imsi: z.string().nullable(),
  imei: z.string().nullable(),
  iccid: z.string().nullable(),
})

export type ExpectedDevice = z.output<typeof ExpectedDevice>

const parseDevice = lastRead((text): ExpectedDevice => ExpectedDevice.parse(JSON.parse(text)))

/** The card a program before this one expected. */
const earlierCard = (read: Reader, link: 1 | 2): string | null => {
  const value: unknown = JSON.parse(readSetting(read, `modem-card:${link}`) ?? 'null')
  return typeof value === 'string' ? value : null
}

/** The modem and card that were last accepted on a link: by them, not by a port's name, it is known. */
export const expectedDevice = (read: Reader, link: 1 | 2): ExpectedDevice => {
  const text = readSetting(read, `modem-device:${link}`)
  return text === null ? { imsi: earlierCard(read, link), imei: null, iccid: null } : parseDevice(text)
}

/** What was accepted, with what an earlier look at the same card told and this one did not. */
const nextDevice = (read: Reader, link: 1 | 2, found: ExpectedDevice): ExpectedDevice | null => {
  const before = expectedDevice(read, link)
  const next = {
    imsi: found.imsi,
    imei: found.imei ?? before.imei,
    iccid: found.iccid ?? (found.imsi === before.imsi ? before.iccid : null),
  }
  const same = next.imsi === before.imsi && next.imei === before.imei && next.iccid === before.iccid
  return same ? null : next
}

export const needsExpecting = (read: Reader, link: 1 | 2, found: ExpectedDevice): boolean =>
  nextDevice(read, link, found) !== null

export const expectDevice = (tx: Writer, link: 1 | 2, found: ExpectedDevice): void => {
  const next = nextDevice(tx, link, found)
  if (next !== null) writeSetting(tx, `modem-device:${link}`, next)
}

/** A person named another port: whichever modem is on it, it is not looked for elsewhere. The card stays expected. */
export const forgetDevice = (tx: Writer, link: 1 | 2): void => {
  const { imsi, imei } = expectedDevice(tx, link)
  if (imei !== null) writeSetting(tx, `modem-device:${link}`, { imsi, imei: null, iccid: null })
}
