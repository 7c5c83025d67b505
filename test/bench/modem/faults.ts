import type { ControlLine } from './virtual-program.ts'

/** Something that goes wrong while a hundred messages are sent. */
export interface Scenario {
  readonly name: string
  /** Nothing goes wrong: it is measured by itself. */
  readonly calm?: boolean
  /** Told to the virtual modem before the sender starts. */
  readonly before: readonly ControlLine[]
  /** What a person, or the world, does so many seconds after the first message was taken. */
  readonly later?: readonly { readonly after_s: number; readonly line: ControlLine }[]
  /** Messages of which nobody can know whether they arrived, at the most. */
  readonly doubts?: number
  /** Recipients that can never be reached: `failed` is the right answer for them. */
  readonly unreachable?: readonly string[]
}

const fault = (input: Extract<ControlLine, { do: 'fault' }>['fault']): ControlLine => ({
  do: 'fault',
  fault: input,
})
const garbage = Buffer.from('\x00\xff\xfe\r\n^RSSI:21\r\n+CREG: 1\r\n\x1b[0m~~~\r\n', 'latin1').toString(
  'hex',
)
const waitingTexts = Array.from(
  { length: 20 },
  (_, index): ControlLine => ({
    do: 'phone',
    from: `+79020000${String(100 + index)}`,
    text: `Здравствуйте, это сообщение номер ${index}`,
  }),
)

export const scenarios: readonly Scenario[] = [
  { name: 'nothing goes wrong', calm: true, before: [] },
  {
    name: 'the answer is lost, the network had taken the part (3 times)',
    doubts: 3,
    before: [fault({ kind: 'drop-answer', command: '+CMGS', when: 'after', times: 3 })],
  },
  {
    name: 'the answer is lost, the network had not (3 times)',
    doubts: 3,
    before: [fault({ kind: 'drop-answer', command: '+CMGS', when: 'before', times: 3 })],
  },
  {
    name: 'the answer comes 20 s late (twice)',
    before: [fault({ kind: 'late-answer', command: '+CMGS', delay_ms: 20_000, times: 2 })],
  },
  {
    name: 'the modem hangs at a submit; plugged anew after 15 s',
    doubts: 1,
    before: [fault({ kind: 'drop-answer', command: '+CMGS', when: 'after', thenHang: true, times: 1 })],
    later: [
      { after_s: 15, line: { do: 'unplug' } },
      { after_s: 17, line: { do: 'plug' } },
    ],
  },
  {
    name: 'garbage before answers (20 times)',
    before: [fault({ kind: 'garbage', hex: garbage, times: 20 })],
  },
  { name: 'no prompt (3 times)', before: [fault({ kind: 'no-prompt', times: 3 })] },
  {
    name: 'a prompt without its blank, byte by byte',
    before: [fault({ kind: 'prompt-shape', shape: 'no-space' }), fault({ kind: 'byte-by-byte', gap_ms: 1 })],
  },
  {
    name: 'the modem restarts at a submit, the network had taken the part (twice)',
    doubts: 2,
    before: [fault({ kind: 'reset-at-submit', when: 'after', times: 2 })],
  },
  {
    name: 'the modem restarts at a submit, the network had not (twice)',
    doubts: 2,
    before: [fault({ kind: 'reset-at-submit', when: 'before', times: 2 })],
  },
  {
    name: 'unplugged at a submit, the network had taken the part; back after 3 s',
    doubts: 1,
    before: [fault({ kind: 'unplug-at-submit', when: 'after', replugAfter_ms: 3_000, times: 1 })],
  },
  {
    name: 'unplugged at a submit, the network had not; back after 3 s',
    doubts: 1,
    before: [fault({ kind: 'unplug-at-submit', when: 'before', replugAfter_ms: 3_000, times: 1 })],
  },
  { name: 'the store is full of incoming messages', before: waitingTexts },
  {
    name: 'no signal for 20 s',
    before: [],
    later: [
      { after_s: 1, line: fault({ kind: 'no-signal' }) },
      { after_s: 21, line: { do: 'clear' } },
    ],
  },
  {
    name: 'one number is always refused (CMS 500)',
    before: [fault({ kind: 'cms-error', code: 500, number: '+79011000007', times: null })],
    unreachable: ['+79011000007'],
  },
  {
    name: 'the network is congested (CMS 42, 5 times)',
    before: [fault({ kind: 'cms-error', code: 42, times: 5 })],
  },
]
