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

/** The card each modem is expected to hold, by the modem's number; null while none was accepted in it. */
export const expectedCard = (read: Reader, link: 1 | 2): string | null => {
  const value: unknown = JSON.parse(readSetting(read, `modem-card:${link}`) ?? 'null')
  return typeof value === 'string' ? value : null
}

export const expectCard = (tx: Writer, link: 1 | 2, imsi: string): void => {
  if (expectedCard(tx, link) !== imsi) writeSetting(tx, `modem-card:${link}`, imsi)
}
