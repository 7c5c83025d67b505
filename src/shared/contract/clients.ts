import { z } from 'zod'
import { Cursor, command, Day, Id, InstantMs, Kopecks, Name, Nothing, page, query } from './define.ts'
import { DeskClient, PaymentView } from './desk.ts'
import { MessageView } from './messages.ts'

export const ClientRow = z.strictObject({
  id: Id,
  name: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  accounts: z.int(),
  debt_kop: Kopecks,
})

export const BillView = z.strictObject({
  id: Id,
  accountId: Id,
  clientId: Id,
  client: z.string(),
  provider: z.string(),
  service: z.string(),
  number: z.string(),
  period: z.string(),
  amount_kop: Kopecks,
  paid_kop: Kopecks,
  left_kop: Kopecks,
  issuedDay: Day,
  dueDay: Day,
  /** The client said it was paid elsewhere. */
  silenced: z.boolean(),
})

export const ConsentView = z.strictObject({
  id: Id,
  phoneId: Id,
  givenAt: InstantMs,
  how: z.string(),
  evidence: z.string(),
  withdrawnAt: InstantMs.nullable(),
})

export const clientCalls = {
  'clients.page': query(z.strictObject({ text: z.string().max(200), cursor: Cursor }), page(ClientRow)),
  'clients.get': query(
    z.strictObject({ id: Id }),
    z.strictObject({
      client: DeskClient,
      bills: z.array(BillView),
      payments: z.array(PaymentView),
      messages: z.array(MessageView),
      consents: z.array(ConsentView),
    }),
  ),
  'clients.save': command(
    z.strictObject({
      id: Id.nullable(),
      name: Name,
      address: z.string().max(300),
      note: z.string().max(1000),
    }),
    z.strictObject({ id: Id }),
  ),
  'clients.addAccount': command(
    z.strictObject({ clientId: Id, serviceId: Id, number: z.string().trim().min(1).max(40) }),
    z.strictObject({ id: Id }),
  ),
  'clients.addPhone': command(
    z.strictObject({ clientId: Id, phone: z.string().max(40), linkAccountIds: z.array(Id).max(50) }),
    z.strictObject({ id: Id }),
  ),
  'clients.removePhone': command(z.strictObject({ phoneId: Id }), Nothing),
  'clients.link': command(z.strictObject({ accountId: Id, phoneId: Id, linked: z.boolean() }), Nothing),
  'clients.setStops': command(
    z.strictObject({ phoneId: Id, noReminders: z.boolean(), noAds: z.boolean() }),
    Nothing,
  ),
  'clients.consent': command(
    z.strictObject({
      phoneId: Id,
      given: z.boolean(),
      how: z.string().trim().min(1).max(100),
      evidence: z.string().max(300),
    }),
    Nothing,
  ),
}
