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
  /** The network took it; `reference` is TP-MR. */
  | { readonly kind: 'accepted'; readonly reference: number }
  /** The network or the modem refused it: it was not sent. */
  | {
      readonly kind: 'rejected'
      readonly class: RejectClass
      readonly code: number | null
      readonly text: string
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
}

export interface StatusReport {
  readonly reference: number
  readonly to: string
  readonly sentAt: Instant | null
  readonly dischargedAt: Instant | null
  /** TP-ST, 3GPP TS 23.040, 9.2.3.15. */
  readonly status: number
  readonly outcome: 'delivered' | 'pending' | 'failed' | 'unknown'
  readonly pdu: string
}

export type LinkPhase =
  | 'off'
  | 'absent'
  | 'opening'
  | 'pin'
  | 'puk'
  | 'searching'
  | 'ready'
  | 'lost'
  | 'failed'

export interface ModemState {
  readonly phase: LinkPhase
  /** Machine code of what is wrong, null when nothing is. */
  readonly problem: string | null
  readonly port: string | null
  readonly manufacturer: string | null
  readonly model: string | null
  readonly imei: string | null
  readonly imsi: string | null
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
}

/** What arrives is stored by these before the modem may forget it: they resolve when it is on disk. */
export interface ModemSink {
  incoming(part: IncomingPart): Promise<void>
  report(report: StatusReport): Promise<void>
  state(state: ModemState): void
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
