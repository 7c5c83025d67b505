import { timeOf } from '../../../shared/days.ts'
import { type AccountFacts, accountFacts } from '../desk/account-facts.ts'
import { MessageArgs } from './message-args.ts'
import type { Rendering, RenderMessage } from './renderer.ts'
import { accountsText, arrivalText, debtText, tariffText } from './texts/answers.ts'
import { paidText, reversedText } from './texts/confirmations.ts'
import { orderAcceptedText, orderText } from './texts/orders.ts'
import { adText, occurrenceText } from './texts/planned.ts'
import { accountValues, type TextBooks, type TextContext, textContext, write } from './texts/text-context.ts'

const aboutAccount = (
  context: TextContext,
  accountId: number,
  text: (context: TextContext, account: AccountFacts) => string,
): Rendering => {
  const account = accountFacts(context.read, accountId)
  return account === undefined ? { drop: 'gone' } : { text: text(context, account) }
}

const stopKinds = { ads: 'stop', reminders: 'stop-reminders', all: 'stop-all' } as const

const render = (context: TextContext, args: MessageArgs, recipient: string): Rendering => {
  switch (args.kind) {
    case 'debt':
      return aboutAccount(context, args.accountId, debtText)
    case 'tariff':
      return aboutAccount(context, args.accountId, tariffText)
    case 'arrival':
      return aboutAccount(context, args.accountId, arrivalText)
    case 'claim':
      return aboutAccount(context, args.accountId, (at, account) =>
        write(at, 'claim-accepted', accountValues(account)),
      )
    case 'accounts':
      return { text: accountsText(context, recipient) }
    case 'help':
    case 'unknown':
    case 'stranger':
    case 'not-yours':
      return { text: write(context, args.kind, {}) }
    case 'limit':
      return { text: write(context, 'limit', { until: timeOf(args.until, context.office.timeZone) }) }
    case 'stop':
      return { text: write(context, stopKinds[args.scope], {}) }
    case 'resume':
      return { text: write(context, 'remind-on', {}) }
    case 'wrong-code':
      return {
        text:
          args.tries > 0
            ? write(context, 'code-wrong', { tries: String(args.tries) })
            : write(context, 'code-expired', {}),
      }
    case 'order':
      return orderText(context, args.orderId)
    case 'order-accepted':
      return orderAcceptedText(context, args.orderId)
    case 'paid':
      return paidText(context, args.paymentId)
    case 'reversed':
      return reversedText(context, args.paymentId)
    case 'reminder':
      return occurrenceText(context, args.occurrenceId)
    case 'ad':
      return adText(context, args.campaignId, recipient)
    case 'manual':
      return { text: args.text }
  }
}

/** Makes texts from the store as it is when they leave. */
export const createMessageRenderer =
  (books: TextBooks): RenderMessage =>
  (read, message, now) =>
    render(textContext(read, books, now), MessageArgs.parse(JSON.parse(message.args)), message.recipient)
