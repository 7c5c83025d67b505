import type { TableName } from '../ports/tables.ts'

/** A column that names a row of another table; a null names none. */
export interface Reference {
  readonly table: TableName
  readonly column: string
  readonly target: TableName
  /** SQL over the row `r`: where it does not hold, the column may name what is gone. */
  readonly where?: string
}

const of = (
  table: TableName,
  columns: Readonly<Record<string, TableName>>,
  where?: string,
): readonly Reference[] =>
  Object.entries(columns).map(([column, target]) => ({
    table,
    column,
    target,
    ...(where === undefined ? {} : { where }),
  }))

/**
 * Every reference that must hold. A phone may be removed from its client's card: what was once said or promised by it
 * keeps its number, and only links and plans need it. A call's kept result names nobody before the first login.
 */
export const references: readonly Reference[] = [
  ...of('contract', { provider_id: 'provider' }),
  ...of('service', { provider_id: 'provider' }),
  ...of('tariff', { service_id: 'service' }),
  ...of('profile', { provider_id: 'provider', service_id: 'service' }),
  ...of('phone', { client_id: 'client' }),
  ...of('account', { service_id: 'service', client_id: 'client' }),
  ...of('link', { account_id: 'account', phone_id: 'phone' }),
  ...of('registry', { provider_id: 'provider', service_id: 'service', profile_id: 'profile' }),
  ...of('registry', { operator_id: 'operator' }),
  ...of('registry_row', { registry_id: 'registry', account_id: 'account' }),
  ...of('bill', { account_id: 'account', registry_id: 'registry' }),
  ...of('line', { bill_id: 'bill' }),
  ...of('entry', { account_id: 'account', bill_id: 'bill', payment_id: 'payment' }),
  ...of('shift', { operator_id: 'operator' }),
  ...of('visit', { shift_id: 'shift', operator_id: 'operator' }),
  ...of('payment', { visit_id: 'visit', account_id: 'account', order_id: 'pay_order' }),
  ...of('payment', { reverses_id: 'payment', reversed_by_id: 'payment' }),
  ...of('allocation', { payment_id: 'payment', bill_id: 'bill' }),
  ...of('draft', { operator_id: 'operator' }),
  ...of('log', { operator_id: 'operator' }),
  ...of('request', { inbox_id: 'inbox', account_id: 'account', reply_id: 'message' }),
  ...of('pay_order', { request_id: 'request', account_id: 'account', payment_id: 'payment' }),
  ...of('claim', { account_id: 'account', inbox_id: 'inbox' }),
  ...of('reminder_rule', { service_id: 'service' }),
  ...of('occurrence', { rule_id: 'reminder_rule', account_id: 'account', bill_id: 'bill' }),
  ...of('occurrence', { message_id: 'message' }),
  ...of('occurrence', { phone_id: 'phone' }, `r."status" = 'planned'`),
  ...of('campaign', { created_by: 'operator', started_by: 'operator' }),
  ...of('consent', { operator_id: 'operator' }),
  ...of('consent', { phone_id: 'phone' }, `r."withdrawn_at" is null`),
  ...of('stop', { inbox_id: 'inbox', operator_id: 'operator' }),
  ...of('message', { account_id: 'account', operator_id: 'operator', inbox_id: 'inbox' }),
  ...of('message', { payment_id: 'payment', occurrence_id: 'occurrence', campaign_id: 'campaign' }),
  ...of('part', { message_id: 'message' }),
  ...of('inbox_part', { inbox_id: 'inbox' }),
  ...of('report', { part_id: 'part' }),
]
