/** Every failure that a person can meet. Each has a text in the renderer's languages: errors.<code>. */
export type ErrorCode =
  // the call itself
  | 'call.unknown'
  | 'call.input'
  | 'call.output'
  | 'call.too-large'
  | 'call.bug'
  | 'call.stopping'
  | 'key.missing'
  | 'key.reused'
  // who asks
  | 'session.missing'
  | 'session.wrong-pin'
  | 'session.locked'
  | 'session.forbidden'
  | 'operator.last-owner'
  | 'setup.done'
  // the office behind its gate
  | 'office.closed'
  | 'office.restarting'
  | 'office.read-only'
  | 'gate.busy'
  | 'gate.wait'
  // what keeps the office
  | 'safety.plain'
  | 'safety.passphrase'
  | 'safety.place-absent'
  | 'safety.place-full'
  | 'safety.place-read-only'
  | 'safety.place-foreign'
  | 'safety.place-inside'
  | 'safety.place-slow'
  | 'safety.place-failed'
  | 'safety.copy-no-space'
  | 'safety.copy-failed'
  | 'safety.no-copy'
  // things that are not as the caller thought
  | 'not-found'
  | 'conflict.changed'
  | 'office.training-only'
  | 'shift.closed'
  | 'shift.open'
  | 'payment.amount'
  | 'payment.below-minimum'
  | 'payment.above-maximum'
  | 'payment.received-too-little'
  | 'payment.debt-changed'
  | 'payment.reversed'
  | 'registry.unreadable'
  | 'registry.profile'
  | 'registry.posted'
  | 'registry.empty'
  | 'account.duplicate'
  | 'account.mask'
  | 'phone.invalid'
  | 'template.too-long'
  | 'template.variable'
  | 'campaign.no-audience'
  | 'campaign.not-draft'
  | 'message.not-uncertain'
  | 'calendar.invalid'
  | 'clock.backwards'

/** An expected failure: cloneable, shown in the operator's language. */
export interface AppError {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}
