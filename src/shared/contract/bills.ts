import { z } from 'zod'
import { BillView } from './clients.ts'
import { Bytes, Cursor, command, Day, Id, InstantMs, Kopecks, Nothing, page, query } from './define.ts'

export const RegistryKind = z.enum(['charge', 'balance'])

export const RegistryView = z.strictObject({
  id: Id,
  provider: z.string(),
  service: z.string(),
  kind: RegistryKind,
  asOfDay: Day.nullable(),
  fileName: z.string(),
  status: z.enum(['draft', 'matched', 'posted', 'annulled']),
  encoding: z.string(),
  separator: z.string(),
  columns: z.array(z.strictObject({ field: z.string(), header: z.string(), index: z.int() })),
  warnings: z.array(z.strictObject({ code: z.string(), details: z.record(z.string(), z.string()) })),
  rows: z.int(),
  /** Rows already posted: with the status `matched`, a posting that was interrupted and can be gone on with. */
  postedRows: z.int(),
  matched: z.int(),
  newAccounts: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  total_kop: Kopecks,
  createdAt: InstantMs,
  postedAt: InstantMs.nullable(),
})

export const RegistryRowView = z.strictObject({
  id: Id,
  row: z.int(),
  state: z.enum(['matched', 'new', 'duplicate', 'rejected', 'posted']),
  account: z.string(),
  name: z.string(),
  address: z.string(),
  period: z.string(),
  amount_kop: Kopecks.nullable(),
  dueDay: Day.nullable(),
  code: z.string().nullable(),
  raw: z.string(),
})

export const billCalls = {
  'bills.page': query(
    z.strictObject({
      serviceId: Id.nullable(),
      state: z.enum(['open', 'overdue', 'all']),
      cursor: Cursor,
    }),
    page(BillView),
  ),
  'bills.silence': command(z.strictObject({ billId: Id, silenced: z.boolean() }), Nothing),
  'registries.page': query(z.strictObject({ cursor: Cursor }), page(RegistryView)),
  'registries.get': query(z.strictObject({ id: Id }), RegistryView),
  'registries.rows': query(
    z.strictObject({ id: Id, state: RegistryRowView.shape.state.nullable(), cursor: Cursor }),
    page(RegistryRowView),
  ),
  /** Reads the file into a draft; nothing is owed by anyone until it is posted. */
  'registries.preview': command(
    z.strictObject({
      fileName: z.string().max(255),
      bytes: Bytes,
      serviceId: Id,
      kind: RegistryKind,
      asOfDay: Day.nullable(),
      /** Null = found out from the file and the provider's profile. */
      encoding: z.enum(['utf-8', 'windows-1251', 'cp866', 'koi8-r']).nullable(),
    }),
    RegistryView,
  ),
  'registries.post': command(
    z.strictObject({ id: Id }),
    z.strictObject({ posted: z.int(), total_kop: Kopecks, newAccounts: z.int() }),
  ),
  'registries.discard': command(z.strictObject({ id: Id }), Nothing),
  'registries.examples': query(
    Nothing,
    z.strictObject({
      items: z.array(
        z.strictObject({
          fileName: z.string(),
          title: z.string(),
          serviceId: Id.nullable(),
          kind: RegistryKind,
          asOfDay: Day.nullable(),
        }),
      ),
    }),
  ),
  'registries.example': query(
    z.strictObject({ fileName: z.string().max(100) }),
    z.strictObject({ bytes: Bytes }),
  ),
}
