import { moneySql } from './0001/money.ts'
import { officeSql } from './0001/office.ts'
import { smsSql } from './0001/sms.ts'
import { tradeSql } from './0001/trade.ts'

/** Schema 1: the whole of the first office. Money is kopecks, days are YYYY-MM-DD, instants are UTC milliseconds. */
export const migration0001 = {
  schema: 1,
  name: 'office',
  sql: [officeSql, tradeSql, moneySql, smsSql].join('\n'),
} as const
