import { z } from 'zod'
import { command, Id, InstantMs, Kopecks, Nothing, query } from './define.ts'
import { SimTerms } from './sim-terms.ts'

const LinkNumber = z.union([z.literal(1), z.literal(2)])
const Imsi = z.string().min(1).max(20)

export const SpanView = z.strictObject({ used: z.int(), cap: z.int().nullable() })

export const SimView = z.strictObject({
  imsi: Imsi,
  number: z.string().nullable(),
  title: z.string(),
  operator: z.string().nullable(),
  role: z.enum(['asked', 'main', 'spare', 'refused', 'replaced']),
  /** The modem that holds it now; null when none does. */
  link: LinkNumber.nullable(),
  imei: z.string().nullable(),
  firstSeenAt: InstantMs,
  lastSeenAt: InstantMs,
  /** IMSI of the card it was issued in place of. */
  replaces: Imsi.nullable(),
  lastSentAt: InstantMs.nullable(),
  sent: z.int(),
  minute: SpanView,
  hour: SpanView,
  day: SpanView,
  month: SpanView,
  balance_kop: Kopecks.nullable(),
  balanceAt: InstantMs.nullable(),
  /** The balance less what left since it was read, by the price of a part. */
  reckoned_kop: Kopecks.nullable(),
  terms: SimTerms,
  /** The terms name a code and a pattern that we began with and nobody has tried. */
  unverified: z.boolean(),
})

export const LinkView = z.strictObject({
  number: LinkNumber,
  phase: z.string(),
  problem: z.string().nullable(),
  port: z.string().nullable(),
  model: z.string().nullable(),
  imei: z.string().nullable(),
  imsi: z.string().nullable(),
  operator: z.string().nullable(),
  registered: z.boolean(),
  signal_dbm: z.int().nullable(),
  bars: z.int(),
  /** It is the one that sends now. */
  sends: z.boolean(),
})

export const LinksView = z.strictObject({
  links: z.array(LinkView),
  spareOn: z.boolean(),
  sparePort: z.string().nullable(),
  use: z.enum(['rule', 'main', 'spare']),
  after_minutes: z.int(),
  incompleteAfter_minutes: z.int(),
  /** Nothing leaves for a while, and why. */
  rest: z
    .strictObject({
      why: z.enum(['refusals', 'barred', 'device', 'link']),
      code: z.int().nullable(),
      left_ms: z.int(),
    })
    .nullable(),
  probing: z.boolean(),
})

export const LinksInput = z.strictObject({
  spareOn: z.boolean(),
  sparePort: z.string().max(200).nullable(),
  use: z.enum(['rule', 'main', 'spare']),
  after_minutes: z.int().min(1).max(600),
  incompleteAfter_minutes: z.int().min(1).max(1440),
})

export const SampleView = z.strictObject({
  at: InstantMs,
  /** dBm, the mean and the lowest; null where no signal was heard. */
  signal_dbm: z.int().nullable(),
  lowest_dbm: z.int().nullable(),
  /** Of 0…100 samples, how many were registered. */
  registered_percent: z.int(),
  operator: z.string().nullable(),
})

export const UssdAnswerView = z.strictObject({
  id: Id,
  at: InstantMs,
  purpose: z.enum(['balance', 'hand']),
  code: z.string(),
  outcome: z.string(),
  text: z.string(),
  balance_kop: Kopecks.nullable(),
})

const UssdResult = z.strictObject({ outcome: z.string(), text: z.string(), balance_kop: Kopecks.nullable() })

export const AlarmView = z.strictObject({
  code: z.enum([
    'sim-asked',
    'balance-low',
    'sim-idle',
    'reports-missing',
    'clock-differs',
    'rest',
    'spare-sends',
    'cap-day',
    'cap-month',
    'balance-unread',
  ]),
  level: z.enum(['warn', 'bad']),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})

export const CheckStepView = z.strictObject({
  step: z.string(),
  result: z.enum(['good', 'doubtful', 'bad', 'skipped']),
  code: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

export const TraceLineView = z.strictObject({
  number: z.int(),
  at: InstantMs,
  direction: z.enum(['to-modem', 'from-modem']),
  text: z.string(),
})

/** A modem that answered on a port of this computer. */
export const FoundModem = z.strictObject({
  path: z.string(),
  title: z.string(),
  /** The link that has it open; null where it is free. */
  link: LinkNumber.nullable(),
  model: z.string().nullable(),
  imei: z.string().nullable(),
  imsi: z.string().nullable(),
})

const wait_ms = z.int().min(0).max(600_000)
const Times = z.int().min(1).max(1000).nullable()
const Moment = z.enum(['before', 'after'])

/** What the training office's control panel can do to an invented modem. */
export const PanelAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('unplug') }),
  z.strictObject({ do: z.literal('plug') }),
  z.strictObject({ do: z.literal('reset') }),
  z.strictObject({ do: z.literal('repair') }),
  z.strictObject({ do: z.literal('signal'), quality: z.int().min(0).max(31) }),
  z.strictObject({ do: z.literal('no-signal') }),
  z.strictObject({ do: z.literal('latency'), delay_ms: wait_ms }),
  z.strictObject({ do: z.literal('drop-answer'), when: Moment, times: Times }),
  z.strictObject({ do: z.literal('late-answer'), delay_ms: wait_ms, times: Times }),
  z.strictObject({ do: z.literal('hang') }),
  z.strictObject({ do: z.literal('garbage'), times: Times }),
  z.strictObject({ do: z.literal('no-prompt'), times: Times }),
  z.strictObject({ do: z.literal('byte-by-byte') }),
  /** A submit ends with this line. */
  z.strictObject({
    do: z.literal('final'),
    text: z.enum(['ERROR', 'NO CARRIER', 'COMMAND NOT SUPPORT', '+CME ERROR: 515']),
    times: Times,
  }),
  z.strictObject({ do: z.literal('interleaved-urcs') }),
  /** A +CUSD that nobody asked for. */
  z.strictObject({ do: z.literal('ussd-news'), text: z.string().min(1).max(160) }),
  z.strictObject({ do: z.literal('reset-at-submit'), when: Moment }),
  z.strictObject({ do: z.literal('unplug-at-submit'), when: Moment }),
  z.strictObject({ do: z.literal('storage-full') }),
  z.strictObject({ do: z.literal('pin'), pin: z.string().regex(/^\d{4,8}$/) }),
  z.strictObject({
    do: z.literal('refuse'),
    code: z.int().min(0).max(1023),
    number: z.string().max(40).nullable(),
    times: Times,
  }),
  z.strictObject({
    do: z.literal('reports'),
    how: z.enum(['at-once', 'late', 'failed', 'never', 'lost']),
    number: z.string().max(40),
  }),
  z.strictObject({ do: z.literal('balance'), balance_kop: z.int().min(-1_000_000).max(10_000_000) }),
  z.strictObject({ do: z.literal('card'), card: z.enum(['first', 'second', 'third']) }),
  z.strictObject({ do: z.literal('network-time'), minutes: z.int().min(-1440).max(1440) }),
])

export const PanelView = z.strictObject({
  modems: z.array(
    z.strictObject({
      link: LinkNumber,
      plugged: z.boolean(),
      registered: z.boolean(),
      quality: z.int(),
      faults: z.array(z.string()),
    }),
  ),
})

/** The modem's cards, links, balances and tools. */
export const modemLinkCalls = {
  'modem.links': query(Nothing, LinksView),
  'modem.saveLinks': command(LinksInput, Nothing, 'senior'),
  /** Opens the ports of modem makers that nobody has open and asks who is there; `silent` counts those without a word. */
  'modem.probe': command(
    Nothing,
    z.strictObject({ items: z.array(FoundModem), silent: z.int(), busy: z.int() }),
    'senior',
  ),
  'modem.sims': query(Nothing, z.strictObject({ items: z.array(SimView) })),
  'modem.answerSim': command(
    z.strictObject({ imsi: Imsi, as: z.enum(['main', 'replacement', 'spare', 'refused']) }),
    Nothing,
    'senior',
  ),
  'modem.saveSim': command(
    z.strictObject({
      imsi: Imsi,
      title: z.string().trim().max(60),
      number: z.string().max(30).nullable(),
      terms: SimTerms,
    }),
    Nothing,
    'senior',
  ),
  'modem.tryPattern': query(
    z.strictObject({ pattern: z.string().max(300), text: z.string().max(1000) }),
    z.strictObject({
      problem: z.enum(['too-long', 'not-an-expression', 'no-group', 'endless']).nullable(),
      balance_kop: Kopecks.nullable(),
    }),
  ),
  'modem.askBalance': command(z.strictObject({ imsi: Imsi }), UssdResult),
  /** USSD by hand; `replies` tells that a menu is open and this answers it. */
  'modem.ussd': command(
    z.strictObject({ link: LinkNumber, text: z.string().min(1).max(40), replies: z.boolean() }),
    UssdResult,
    'senior',
  ),
  'modem.ussdHistory': query(
    z.strictObject({ imsi: Imsi }),
    z.strictObject({ items: z.array(UssdAnswerView) }),
  ),
  'modem.samples': query(
    z.strictObject({ link: LinkNumber, span: z.enum(['minute', 'hour']) }),
    z.strictObject({ items: z.array(SampleView) }),
  ),
  'modem.alarms': query(Nothing, z.strictObject({ items: z.array(AlarmView) })),
  'modem.check': command(z.strictObject({ link: LinkNumber }), Nothing),
  'modem.checkSteps': query(
    Nothing,
    z.strictObject({ running: z.boolean(), at: InstantMs.nullable(), steps: z.array(CheckStepView) }),
  ),
  'modem.trace': query(
    z.strictObject({ link: LinkNumber, after: z.int().min(0) }),
    z.strictObject({ lines: z.array(TraceLineView) }),
    'senior',
  ),
  /** The whole trace without phone numbers and texts, fit to be given away. */
  'modem.maskedTrace': query(
    z.strictObject({ link: LinkNumber }),
    z.strictObject({ text: z.string() }),
    'senior',
  ),
  /** Training only: the invented modems' control panel. */
  'phones.panel': query(Nothing, PanelView),
  'phones.control': command(z.strictObject({ link: LinkNumber, act: PanelAct }), Nothing),
}
