import type { ModemSampleRow, SimPaceRow, SimRow, UssdAnswerRow } from './tables/modem-rows.ts'
import type {
  AllocationRow,
  BillRow,
  EntryRow,
  LineRow,
  PaymentRow,
  RegistryRow,
  RegistryRowRow,
  VisitRow,
} from './tables/money-rows.ts'
import type {
  CalendarDayRow,
  CommandResultRow,
  DraftRow,
  LogRow,
  OperatorRow,
  SettingRow,
  ShiftRow,
} from './tables/office-rows.ts'
import type {
  CampaignRow,
  ClaimRow,
  ConsentRow,
  InboxPartRow,
  InboxRow,
  MessageRow,
  ModemEventRow,
  OccurrenceRow,
  PartRow,
  PayOrderRow,
  ReminderRuleRow,
  ReportRow,
  RequestRow,
  SimUsageRow,
  StopRow,
} from './tables/sms-rows.ts'
import type {
  AccountRow,
  ClientRow,
  ContractRow,
  LinkRow,
  PhoneRow,
  ProfileRow,
  ProviderRow,
  SearchKeyRow,
  ServiceRow,
  TariffRow,
} from './tables/trade-rows.ts'

/** Every table of the store as the use cases see it; truth values are 0 or 1. */
export interface Tables {
  setting: SettingRow
  operator: OperatorRow
  command_result: CommandResultRow
  log: LogRow
  shift: ShiftRow
  provider: ProviderRow
  contract: ContractRow
  service: ServiceRow
  tariff: TariffRow
  profile: ProfileRow
  client: ClientRow
  phone: PhoneRow
  account: AccountRow
  link: LinkRow
  search_key: SearchKeyRow
  registry: RegistryRow
  registry_row: RegistryRowRow
  bill: BillRow
  line: LineRow
  entry: EntryRow
  visit: VisitRow
  payment: PaymentRow
  allocation: AllocationRow
  draft: DraftRow
  request: RequestRow
  pay_order: PayOrderRow
  claim: ClaimRow
  reminder_rule: ReminderRuleRow
  occurrence: OccurrenceRow
  campaign: CampaignRow
  consent: ConsentRow
  stop: StopRow
  message: MessageRow
  part: PartRow
  inbox: InboxRow
  inbox_part: InboxPartRow
  report: ReportRow
  sim_usage: SimUsageRow
  modem_event: ModemEventRow
  sim: SimRow
  sim_pace: SimPaceRow
  modem_sample: ModemSampleRow
  ussd_answer: UssdAnswerRow
  calendar_day: CalendarDayRow
}

export type TableName = keyof Tables
