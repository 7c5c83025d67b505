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
import { gateCalls, safetyCalls } from './safety.ts'
import { todayCalls } from './today.ts'
import { verifyCalls } from './verify.ts'

/** Every call that an open office answers, by name. */
export const officeContract = {
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
  ...safetyCalls,
}

/** Every call there is: the gate's are answered before the office is open, and while it is. */
export const contract = {
  ...officeContract,
  ...gateCalls,
}

export type Contract = typeof contract
export type CallName = keyof Contract
export type OfficeCallName = keyof typeof officeContract
export type GateCallName = keyof typeof gateCalls
export type QueryName = { [N in CallName]: Contract[N]['kind'] extends 'query' ? N : never }[CallName]
export type CommandName = Exclude<CallName, QueryName>
export type CallInput<N extends CallName> = z.output<Contract[N]['input']>
export type CallOutput<N extends CallName> = z.output<Contract[N]['output']>
