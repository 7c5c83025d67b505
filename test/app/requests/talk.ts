import type { Clock } from '../../../src/main/app/ports/clock.ts'
import { createSystemClock } from '../../../src/main/platform/clock.ts'
import type { OfficeCore } from '../../fakes/office-core.ts'

/** A clock that begins at an instant and runs from there. */
export const clockFrom = (instant: number): Clock => {
  const system = createSystemClock()
  const shift_ms = instant - system.now()
  return { now: () => system.now() + shift_ms }
}

const received = (thread: {
  readonly items: readonly { readonly direction: string; readonly text: string }[]
}) => thread.items.filter((item) => item.direction === 'to-phone').map((item) => item.text)

/** What a phone of the town has received so far. */
export const readPhone = async (office: OfficeCore, number: string): Promise<string[]> =>
  received(await office.get('phones.thread', { number }))

/** Writes from a phone and waits for the answer to come to it. */
export const ask = async (office: OfficeCore, number: string, text: string): Promise<string> => {
  const before = (await readPhone(office, number)).length
  await office.get('phones.send', { number, text })
  const thread = await office.until('phones.thread', { number }, (seen) => received(seen).length > before)
  return received(thread)[before] ?? ''
}

/** Writes from a phone and waits until the office has read it, answered or not. */
export const tell = async (office: OfficeCore, number: string, text: string) => {
  const known = async () => (await office.get('messages.in', { unreadOnly: false, cursor: null })).items
  const newest = (await known())[0]?.id ?? 0
  await office.get('phones.send', { number, text })
  const inbox = await office.until('messages.in', { unreadOnly: false, cursor: null }, (page) =>
    page.items.some((item) => item.id > newest && item.sender === number && item.status !== 'new'),
  )
  const item = inbox.items.find((one) => one.id > newest && one.sender === number)
  if (item === undefined) throw new Error('the message is gone')
  return item
}

/** Moves the training clock. */
export const letPass = async (office: OfficeCore, by_ms: number): Promise<void> => {
  const { now } = await office.get('office.status', {})
  await office.get('office.moveClock', { to: now + by_ms })
}
