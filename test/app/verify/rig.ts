import type { CheckName, VerifyReport } from '../../../src/shared/contract/verify.ts'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'
import {
  balancesFile,
  house,
  lessonPhone,
  newAccount,
  owing,
  pay,
  phoneService,
  post,
  postCharges,
} from '../kit.ts'
import { letPass, tell } from '../requests/talk.ts'

/** The names of the checks that found something. */
export const unfitChecks = (report: VerifyReport): CheckName[] =>
  report.checks.filter((check) => check.wrong > 0).map((check) => check.check)

/** A training office in which money was taken, undone, owed anew and asked about. */
export const busyOffice = async (): Promise<OfficeCore> => {
  const office = await openDesk()
  const bills = await owing(office, '109901', '942,50', '900,00')
  const first = await pay(office, bills, 100_000)
  await pay(office, bills, 150_000, { tender: 'card' })
  await postCharges(office, [{ account: '109901', period: '12.2026', sum: '200,00', due: '15.01.2027' }])
  await office.get('desk.reverse', { paymentId: first.payments[0]?.id ?? 0, reason: 'ошибка кассира' })
  const prepaid = await newAccount(office, '26901', phoneService)
  const topUp = await pay(office, prepaid, 30_000)
  await office.get('desk.reverse', { paymentId: topUp.payments[0]?.id ?? 0, reason: 'не тот номер' })
  await pay(office, prepaid, 20_000)
  await balances(office)
  await talk(office)
  await office.get('shift.close', { counted_kop: 1 })
  await office.get('shift.open', { float_kop: 50_000 })
  return office
}

/** Two balances around a payment that the provider had not counted, which is undone after the second. */
const balances = async (office: OfficeCore): Promise<void> => {
  const account = await newAccount(office, '20990001', house)
  const settings = { serviceId: house, kind: 'balance' } as const
  await post(office, balancesFile('11.11.2026', [{ account: account.number, sum: '500,00' }]), settings)
  const paid = await pay(office, account, 70_000)
  await post(office, balancesFile('12.11.2026', [{ account: account.number, sum: '300,00' }]), settings)
  await office.get('desk.reverse', { paymentId: paid.payments[0]?.id ?? 0, reason: 'вернули деньги' })
  await post(office, balancesFile('30.11.2026', [{ account: account.number, sum: '450,00' }]), settings)
}

/** Requests with their answers and an order that is paid; reminders leave while the clock moves. */
const talk = async (office: OfficeCore): Promise<void> => {
  await tell(office, lessonPhone, 'долг 100234')
  await tell(office, lessonPhone, 'оплатить 100234')
  await tell(office, lessonPhone, 'ерунда')
  await letPass(office, 26 * 3_600_000)
}
