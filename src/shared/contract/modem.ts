import { z } from 'zod'
import { Cursor, command, Id, InstantMs, Nothing, page, query } from './define.ts'
import { modemLinkCalls } from './modem-link.ts'

export const ModemView = z.strictObject({
  phase: z.enum([
    'off',
    'absent',
    'opening',
    'pin',
    'puk',
    'other-sim',
    'searching',
    'ready',
    'lost',
    'failed',
  ]),
  problem: z.string().nullable(),
  port: z.string().nullable(),
  manufacturer: z.string().nullable(),
  model: z.string().nullable(),
  imei: z.string().nullable(),
  imsi: z.string().nullable(),
  iccid: z.string().nullable(),
  ownNumber: z.string().nullable(),
  operator: z.string().nullable(),
  registered: z.boolean(),
  roaming: z.boolean(),
  signal_dbm: z.int().nullable(),
  bars: z.int(),
  storageUsed: z.int().nullable(),
  storageTotal: z.int().nullable(),
  serviceCentre: z.string().nullable(),
  networkTime: z
    .strictObject({
      at: InstantMs,
      readAt: InstantMs,
      zone_minutes: z.int().nullable(),
      source: z.enum(['network', 'modem', 'service-centre']),
    })
    .nullable(),
  storedSends: z.boolean(),
  virtual: z.boolean(),
  sentToday: z.int(),
  capToday: z.int(),
  queued: z.int(),
  configuredPort: z.string().nullable(),
})

export const PortView = z.strictObject({
  path: z.string(),
  title: z.string(),
  vendorId: z.string().nullable(),
  productId: z.string().nullable(),
})

export const ModemEventView = z.strictObject({
  id: Id,
  at: InstantMs,
  kind: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})

export const PhoneThread = z.strictObject({
  number: z.string(),
  name: z.string(),
  last: z.string().nullable(),
  lastAt: InstantMs.nullable(),
  messages: z.int(),
})

export const PhoneMessage = z.strictObject({
  id: z.string(),
  direction: z.enum(['to-phone', 'from-phone']),
  text: z.string(),
  at: InstantMs,
})

export const modemCalls = {
  ...modemLinkCalls,
  'modem.state': query(Nothing, ModemView),
  'modem.ports': query(Nothing, z.strictObject({ items: z.array(PortView) })),
  'modem.choose': command(z.strictObject({ port: z.string().max(200).nullable() }), Nothing, 'senior'),
  'modem.pin': command(z.strictObject({ pin: z.string().regex(/^\d{4,8}$/) }), Nothing),
  'modem.events': query(z.strictObject({ cursor: Cursor }), page(ModemEventView)),
  /** Training only: the invented clients' phones. */
  'phones.list': query(
    z.strictObject({ text: z.string().max(100) }),
    z.strictObject({ items: z.array(PhoneThread) }),
  ),
  'phones.thread': query(
    z.strictObject({ number: z.string().max(20) }),
    z.strictObject({ items: z.array(PhoneMessage) }),
  ),
  'phones.send': command(
    z.strictObject({ number: z.string().max(20), text: z.string().min(1).max(12_000) }),
    Nothing,
  ),
  'phones.fault': command(
    z.strictObject({
      fault: z.enum(['none', 'unplug', 'replug', 'no-signal', 'no-answer', 'no-reports', 'garbage']),
    }),
    Nothing,
  ),
}
