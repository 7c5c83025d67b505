import type { z } from 'zod'
import { billCalls } from './bills.ts'
import { calendarCalls } from './calendar.ts'
import { campaignCalls } from './campaigns.ts'
import { clientCalls } from './clients.ts'
import { deskCalls } from './desk.ts'
import { messageCalls } from './messages.ts'
import { modemCalls } from './modem.ts'
import { officeCalls } from './office.ts'
import { providerCalls } from './providers.ts'
import { todayCalls } from './today.ts'
import { verifyCalls } from './verify.ts'

/** Every call of the core, by name. */
export const contract = {
  ...officeCalls,
  ...deskCalls,
  ...clientCalls,
  ...billCalls,
  ...messageCalls,
  ...calendarCalls,
  ...providerCalls,
  ...campaignCalls,
  ...modemCalls,
  ...todayCalls,
  ...verifyCalls,
}

export type Contract = typeof contract
export type CallName = keyof Contract
export type QueryName = { [N in CallName]: Contract[N]['kind'] extends 'query' ? N : never }[CallName]
export type CommandName = Exclude<CallName, QueryName>
export type CallInput<N extends CallName> = z.output<Contract[N]['input']>
export type CallOutput<N extends CallName> = z.output<Contract[N]['output']>
