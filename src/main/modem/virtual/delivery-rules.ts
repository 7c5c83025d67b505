import { z } from 'zod'
import { fitsNumber } from './number-pattern.ts'

const delay_ms = z.number().int().min(0).max(86_400_000).default(0)
const status = z.number().int().min(0).max(255)

/** What becomes of a part that the network took. Status octets are TP-ST, 3GPP TS 23.040, 9.2.3.15. */
const deliveryOutcomeSchema = z.discriminatedUnion('kind', [
  /** The phone shows it after `delay_ms`; `interim` is reported before that, null for nothing. */
  z.object({
    kind: z.literal('delivered'),
    delay_ms,
    interim: status.min(0x20).max(0x3f).nullable().default(null),
    /** False: the phone shows it and the report is lost. */
    report: z.boolean().default(true),
  }),
  /** The phone never shows it and the report says why. */
  z.object({ kind: z.literal('failed'), delay_ms, status: status.min(0x40).default(0x46) }),
  /** Neither the phone nor a report. */
  z.object({ kind: z.literal('never') }),
])

/** `number` is a pattern in which `*` stands for anything. */
export const deliveryRuleSchema = z.object({ number: z.string().max(40), outcome: deliveryOutcomeSchema })

export type DeliveryRule = z.output<typeof deliveryRuleSchema>
export type DeliveryRuleInput = z.input<typeof deliveryRuleSchema>
export type DeliveryOutcome = DeliveryRule['outcome']

const AT_ONCE: DeliveryOutcome = { kind: 'delivered', delay_ms: 0, interim: null, report: true }

/** The first rule that fits the number; without one it is delivered at once. */
export function outcomeFor(rules: readonly DeliveryRule[], number: string): DeliveryOutcome {
  return rules.find((rule) => fitsNumber(number, rule.number))?.outcome ?? AT_ONCE
}
