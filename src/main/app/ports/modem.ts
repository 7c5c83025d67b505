import type { Instant } from './clock.ts'

/** One SMS part ready for the network: what `submit` takes and what is kept with the part's row. */
export interface PreparedPart {
  /** SMS-SUBMIT TPDU with the service-centre octets before it, upper-case hex. */
  readonly pdu: string
  /** Octets of the TPDU without the service-centre octets: the argument of AT+CMGS (3GPP TS 27.005, 3.5.1). */
  readonly length: number
}

export interface OutgoingText {
  /** E.164 with `+`, or a short code of at most six digits. */
  readonly to: string
  readonly text: string
  /** 8-bit concatenation reference, used when the text takes several parts. */
  readonly concatReference: number
  readonly validity_minutes: number
  readonly statusReport: boolean
}

export type Preparation =
  | { readonly ok: true; readonly parts: readonly PreparedPart[] }
  | { readonly ok: false; readonly problem: 'bad-address' | 'too-many-parts' }

export interface TextMeasure {
  readonly encoding: 'gsm7' | 'ucs2'
  readonly parts: number
  /** GSM7: septets; UCS2: 16-bit units. */
  readonly length: number
  /** How many more units fit before another part begins. */
  readonly left: number
}

/** What a CMS or CME code means for the message (3GPP TS 27.005, 3.2.5). */
export type RejectClass = 'permanent' | 'our-bug' | 'barred' | 'soon' | 'later' | 'device'

export type SubmitOutcome =
  /** The network took it; `reference` is TP-MR, null where only the SIM's «sent» mark tells (AT+CMSS). */
  | { readonly kind: 'accepted'; readonly reference: number | null }
  /** The network or the modem refused it: it was not sent. */
  | {
      readonly kind: 'rejected'
      readonly class: RejectClass
      readonly code: number | null
      readonly text: string
      /** True where exactly one more try is worth it, whatever the class says (CMS 21, 27, 127). */
      readonly once?: boolean
    }
  /** The end mark was written and no answer came: it may have been sent. */
  | { readonly kind: 'uncertain'; readonly reason: string }
  /** Nothing left the PC: no prompt, or the link was down before the end mark. */
  | { readonly kind: 'unsent'; readonly reason: string }

export interface IncomingPart {
  /** E.164 with `+` where the network said so, else as received; alphanumeric senders as text. */
  readonly from: string
  readonly alphanumeric: boolean
  readonly text: string
  /** Service-centre time stamp; null where it was unreadable. */
  readonly sentAt: Instant | null
  readonly concat: { readonly reference: number; readonly total: number; readonly number: number } | null
  readonly pdu: string
  /** Why `text` could not be decoded, for the operator; the PDU is kept all the same. */
  readonly problem: string | null
  /**
   * Where the modem kept it, null for what was handed over directly. The same PDU at the same place is the same
   * message; at two places at once it came twice.
   */
  readonly slot?: number | null
}

export interface StatusReport {
  readonly reference: number
  readonly to: string
  readonly sentAt: Instant | null
  readonly dischargedAt: Instant | null
  /** TP-ST, 3GPP TS 23.040, 9.2.3.15. */
  readonly status: number
  readonly outcome: 'delivered' | 'pending' | 'failed' | 'unknown'
  /** Why, by the code of TP-ST: `received`, `forwarded`, `replaced`, `expired` …; see pdu/status-cause.ts. */
  readonly cause?: string
  readonly pdu: string
}

export type LinkPhase =
  | 'off'
  | 'absent'
  | 'opening'
  | 'pin'
  | 'puk'
  /** Another modem or card than the one expected: nothing is sent or read until `acceptIdentity`. */
  | 'other-sim'
  | 'searching'
  | 'ready'
  | 'lost'
  | 'failed'

/** What is wrong with the link, by the phase in which it can be told. */
export type ModemProblem =
  /** `absent`: the named port is not there; no modem among the ports; a stick that is a network card only. */
  | 'no-port'
  | 'no-modem'
  | 'hilink'
  /** `absent`: the port is there and another program has it. */
  | 'port-busy'
  /** `pin`, `puk`. */
  | 'pin-needed'
  | 'pin-wrong'
  | 'puk-needed'
  /** `other-sim`. */
  | 'other-modem'
  | 'other-sim'
  /** `searching`. */
  | 'not-registered'
  | 'registration-denied'
  | 'no-signal'
  /** `ready`, with a warning. */
  | 'storage-full'
  | 'no-service-centre'
  /** `failed`: the card; the modem. */
  | 'no-sim'
  | 'sim-failure'
  | 'sim-locked'
  | 'no-answer'
  | 'no-pdu-mode'
  | 'driver'
  /** `lost`. */
  | 'link-lost'
  /** The reset ladder, `failed` while a step is tried: the port anew, ATZ, the modem's own restart, a person's hand. */
  | 'reset-reopen'
  | 'reset-settings'
  | 'reset-restart'
  | 'replug'

/** The network's time against the PC's clock. */
export interface NetworkTime {
  /** What the network said. */
  readonly at: Instant
  /** The office's clock at that moment: `at - readAt` is how far the PC is behind. */
  readonly readAt: Instant
  /** Minutes east of UTC, summer time included; null where the source does not say. */
  readonly zone_minutes: number | null
  /** `network`: sent by the cell (NITZ); `modem`: the modem's clock, set by the cell; `service-centre`: of an SMS. */
  readonly source: 'network' | 'modem' | 'service-centre'
}

export interface ModemState {
  readonly phase: LinkPhase
  /** What is wrong, null when nothing is. */
  readonly problem: ModemProblem | null
  readonly port: string | null
  readonly manufacturer: string | null
  readonly model: string | null
  readonly imei: string | null
  readonly imsi: string | null
  /** The card's own serial number, null where the modem cannot read it. */
  readonly iccid: string | null
  /** E.164 with `+` as the card has it (AT+CNUM); most cards have none. */
  readonly ownNumber: string | null
  readonly operator: string | null
  readonly registered: boolean
  readonly roaming: boolean
  /** dBm by AT+CSQ; null = unknown (99). */
  readonly signal_dbm: number | null
  /** 0…5 */
  readonly bars: number
  readonly storageUsed: number | null
  readonly storageTotal: number | null
  readonly serviceCentre: string | null
  /** Told anew only when the offset moved by more than two seconds or the source changed. */
  readonly networkTime: NetworkTime | null
  /** True while parts go by AT+CMGW and AT+CMSS, so that a missing answer can be resolved by the «sent» mark. */
  readonly storedSends: boolean
}

/** What arrives is stored by these before the modem may forget it: they resolve when it is on disk. */
export interface ModemSink {
  incoming(part: IncomingPart): Promise<void>
  report(report: StatusReport): Promise<void>
  state(state: ModemState): void
  /**
   * With stored sends, after a link that went at the wrong moment: what the card's mark says of a part that was given
   * to the modem and whose outcome was `uncertain`. `pdu` is the one submitted. `sent` true is proof; false is very
   * likely, for a modem that lost its power between sending and marking says it too. The modem forgets it when this
   * resolves.
   */
  leftover?(part: { readonly pdu: string; readonly sent: boolean }): Promise<void>
  /** A USSD text that answers no question of ours: one that came too late, or by itself. */
  ussd?(text: string): void
}

export interface Modem {
  state(): ModemState
  measure(text: string): TextMeasure
  /** Refuses a number that cannot be dialled and a text of over 255 parts. */
  prepare(message: OutgoingText): Preparation
  /** The text of a whole message from its parts' PDUs in order: a letter that was cut between two is whole again. */
  join(pdus: readonly string[]): string
  /** Resolves with an outcome always, never rejects; waits inside are bounded. */
  submit(part: PreparedPart): Promise<SubmitOutcome>
  start(sink: ModemSink): void
  /** Gives a PIN typed by the operator; a wrong one is never tried twice. */
  enterPin(pin: string): void
  stop(): Promise<void>
}

export type UssdOutcome =
  /** The service's answer, and the end of the dialogue. */
  | { readonly kind: 'text'; readonly text: string }
  /** The service waits for a reply: `replyUssd` or `cancelUssd`; after two minutes the driver cancels. */
  | { readonly kind: 'menu'; readonly text: string }
  /** The network or the modem refused; `code` is the CME code where one was given. */
  | { readonly kind: 'rejected'; readonly code: number | null }
  | { readonly kind: 'timeout' }
  /** The modem or the network has no such service. */
  | { readonly kind: 'unsupported' }
  /** Nothing left the PC. */
  | { readonly kind: 'unsent'; readonly reason: 'not-ready' | 'busy' | 'bad-code' | 'no-menu' }

/** One line to or from the modem. */
export interface TraceLine {
  /** Counts up from 1 since the program's start. */
  readonly number: number
  readonly at: Instant
  readonly direction: 'to-modem' | 'from-modem'
  /** PDUs as hex; octets that are no text as U+00NN. */
  readonly text: string
}

/** `masked`: without phone numbers, texts, PINs, IMSI and IMEI, fit to be given away. */
export type TraceForm = 'whole' | 'masked'

export type CheckStepName =
  | 'port'
  | 'answer'
  | 'device'
  | 'sim'
  | 'network'
  | 'signal'
  | 'service-centre'
  | 'storage'
  | 'reports'
  | 'clock'

/** One step of the walk along the whole path; `code` names what is wrong or doubtful, for a text. */
export interface CheckStep {
  readonly step: CheckStepName
  readonly result: 'good' | 'doubtful' | 'bad' | 'skipped'
  readonly code: string | null
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}

/** A port, and what answered on it. */
export interface ProbedPort {
  readonly path: string
  readonly manufacturer: string | null
  readonly vendorId: string | null
  readonly productId: string | null
  /** Number of the USB interface the port is, null where the system does not say. */
  readonly interfaceNumber: number | null
  /** `used`: the driver has it open; `not-asked`: not a modem maker's, so nothing was written to it. */
  readonly answer: 'modem' | 'silent' | 'busy' | 'used' | 'not-asked'
  readonly model: string | null
  readonly imei: string | null
  readonly imsi: string | null
  /** True for the port the driver would choose among those of the same modem. */
  readonly preferred: boolean
}

/** What a person does with the modem beside sending and receiving. Nothing here rejects; all waits are bounded. */
export interface ModemTools {
  /** Asks a service such as `*100#`; sending goes on while its answer is awaited, three minutes at most. */
  ussd(code: string): Promise<UssdOutcome>
  /** Answers the open menu. */
  replyUssd(text: string): Promise<UssdOutcome>
  cancelUssd(): Promise<void>
  /** The newest lines, at most 2,000, the oldest first. */
  trace(form: TraceForm): readonly TraceLine[]
  /** Called with each line as it goes; the answer ends it. */
  onTrace(form: TraceForm, listener: (line: TraceLine) => void): () => void
  /** Walks the path of a message step by step; after a bad step the rest is `skipped`. */
  check(): AsyncIterable<CheckStep>
  /** Opens the ports of modem makers one by one and asks who is there; `also` adds others by the person's word. */
  probe(also?: readonly string[]): Promise<readonly ProbedPort[]>
  /** In `other-sim`: the modem and card found are the ones to use from now on. */
  acceptIdentity(): void
}
