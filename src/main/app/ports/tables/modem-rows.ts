/** Rows of the modem's cards and links. Money is kopecks (`_kop`), instants UTC ms, JSON text. */

export interface SimRow {
  id: number
  imsi: string
  /** E.164 with `+`: read from the card or typed by a person. */
  number: string | null
  title: string
  operator: string | null
  /** The modem it was last seen in. */
  imei: string | null
  first_seen_at: number
  last_seen_at: number
  role: 'asked' | 'main' | 'spare' | 'refused' | 'replaced'
  decided_at: number | null
  decided_by: number | null
  /** The card this one was issued in place of. */
  replaces_id: number | null
  /** `SimTerms` as JSON. */
  terms: string
  /** Parts the network ever took from it, or may have taken; `sent_at` is the last of them. */
  sent: number
  sent_at: number | null
  balance_kop: number | null
  balance_at: number | null
  /** `sent` when the balance was read: what left since then is reckoned by the price of a part. */
  balance_sent: number | null
  /** When the balance was last asked for, whatever came of it. */
  asked_at: number | null
}

/** Parts submitted within ten seconds: `slot` is the instant divided by 10,000. */
export interface SimPaceRow {
  sim: string
  slot: number
  parts: number
}

export interface ModemSampleRow {
  /** 1, or 2 for the spare modem. */
  link: number
  span: 'minute' | 'hour'
  /** Where the minute or the hour begins. */
  at: number
  imsi: string | null
  operator: string | null
  samples: number
  /** Samples in which the modem was registered with the network. */
  registered: number
  /** Samples with a known signal; `signal_sum` is theirs, dBm. */
  heard: number
  signal_sum: number
  signal_low: number | null
}

export interface UssdAnswerRow {
  id: number
  imsi: string
  at: number
  purpose: 'balance' | 'hand'
  code: string
  outcome: string
  text: string
  balance_kop: number | null
  operator_id: number | null
}
