import type { z } from 'zod'
import type { Audience } from '../../../shared/contract/campaigns.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'

/** Who gets an advertisement, and how many do not and why. */
export interface Reached {
  /** One entry a number, though several clients may share it. */
  readonly numbers: readonly string[]
  readonly withoutConsent: number
  readonly stopped: number
  readonly landline: number
}

/** Only numbers with a living consent and no refusal (38-ФЗ, ст. 18 ч. 1). */
export const reach = (read: Reader, audience: z.output<typeof Audience>): Reached => {
  let query = sql
    .selectFrom('phone')
    .innerJoin('client', 'client.id', 'phone.client_id')
    .leftJoin('consent', (join) =>
      join.onRef('consent.phone_id', '=', 'phone.id').on('consent.withdrawn_at', 'is', null),
    )
    .select(['phone.e164', 'phone.kind', 'phone.no_ads', 'consent.id as consent'])
    .orderBy('phone.id')
  if (audience.serviceId !== null || audience.withDebt !== null)
    query = query.where(({ exists, selectFrom }) => {
      let accounts = selectFrom('account')
        .select('account.id')
        .whereRef('account.client_id', '=', 'phone.client_id')
      if (audience.serviceId !== null)
        accounts = accounts.where('account.service_id', '=', audience.serviceId)
      if (audience.withDebt === true) accounts = accounts.where('account.debt_kop', '>', 0)
      if (audience.withDebt === false) accounts = accounts.where('account.debt_kop', '=', 0)
      return exists(accounts)
    })
  const rows = read.all(query)
  const refused = new Set(rows.filter((row) => row.no_ads === 1).map((row) => row.e164))
  const mobiles = new Set(rows.filter((row) => row.kind === 'mobile').map((row) => row.e164))
  const agreed = new Set(rows.filter((row) => row.consent !== null).map((row) => row.e164))
  const landlines = new Set(rows.filter((row) => row.kind === 'landline').map((row) => row.e164))
  const numbers = [...mobiles].filter((number) => agreed.has(number) && !refused.has(number))
  return {
    numbers,
    stopped: [...mobiles].filter((number) => refused.has(number)).length,
    withoutConsent: [...mobiles].filter((number) => !agreed.has(number) && !refused.has(number)).length,
    landline: landlines.size,
  }
}
