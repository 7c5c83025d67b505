import type { CallOutput } from '../../../src/shared/contract/contract.ts'
import type { Told } from './sender.ts'

/** A message's status as a sender's word for it. */
export const stateOf = (row: CallOutput<'messages.out'>['items'][number]): Told => {
  switch (row.status) {
    case 'sent':
    case 'delivered':
      return 'sent'
    case 'failed':
    case 'dropped':
      return 'failed'
    case 'uncertain':
      return 'uncertain'
    default:
      return 'waiting'
  }
}
