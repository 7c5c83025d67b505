import type { LegalType } from './crediting.ts'
import type { TemplateKind } from './default-templates.ts'

/** What decides which confirmation a payer reads. */
export interface PaidFacts {
  readonly legalType: LegalType
  /** The service keeps no bills: mobile, prepaid internet. */
  readonly prepaid: boolean
  /** The receiving phone is linked to the account; another learns nothing of its balance. */
  readonly mayKnowBalance: boolean
  readonly debtLeft: number
  readonly advance: number
  /** The due date of what is left has passed or is not known, so that no «до …» is promised. */
  readonly leftIsOverdue: boolean
}

/** The text of a confirmation: never a balance to a stranger, never «погашен» before a lender has the money. */
export function confirmationKind(facts: PaidFacts): TemplateKind {
  if (facts.legalType !== 'agent') return 'paid-lender'
  if (!facts.mayKnowBalance) return 'paid-stranger'
  if (facts.prepaid) return 'paid-prepaid'
  if (facts.debtLeft > 0) return facts.leftIsOverdue ? 'paid-part-overdue' : 'paid-part'
  return facts.advance > 0 ? 'paid-advance' : 'paid-full'
}

/** The text of an answer to СРОК. */
export function arrivalKind(legalType: LegalType, deskOpenToday: boolean): TemplateKind {
  if (legalType !== 'agent') return 'arrival-lender'
  return deskOpenToday ? 'arrival' : 'arrival-closed'
}

/** What a phone refuses, and the text that says so. */
export interface Refusal {
  readonly ads: boolean
  readonly reminders: boolean
  readonly reply: TemplateKind
}

/**
 * СТОП in answer to a reminder stops reminders, in answer to advertising (or to nothing) advertising; СТОП ВСЕ
 * stops both.
 */
export function refusalOf(all: boolean, answers: 'reminder' | 'campaign' | null): Refusal {
  if (all) return { ads: true, reminders: true, reply: 'stop-all' }
  if (answers === 'reminder') return { ads: false, reminders: true, reply: 'stop-reminders' }
  return { ads: true, reminders: false, reply: 'stop' }
}

/** A row of the list of a phone's accounts. */
export interface ListedAccount {
  readonly service: string
  readonly account: string
  /** What is owed, as it is written; left out where it is not told. */
  readonly debt?: string
}

/**
 * `1 вода 100234, 2 свет 20045`, with debts `1 вода 100234 18,50; 2 …`, within a number of letters; rows that do
 * not fit are left out whole, and `rows` says how many a choice may name.
 */
export function listAccounts(
  accounts: readonly ListedAccount[],
  letters: number,
): { readonly list: string; readonly rows: number } {
  let list = ''
  let rows = 0
  for (const { service, account, debt } of accounts) {
    const row = `${rows + 1} ${service} ${account}${debt === undefined ? '' : ` ${debt}`}`
    const longer = rows === 0 ? row : `${list}${debt === undefined ? ', ' : '; '}${row}`
    if (longer.length > letters) break
    list = longer
    rows += 1
  }
  return { list, rows }
}
