import { addDays, type Day } from '../../../shared/days.ts'
import type {
  TrainingAccount,
  TrainingClient,
  TrainingConsent,
  TrainingLink,
  TrainingPhone,
  TrainingService,
  TrainingServiceName,
} from './data.ts'
import type { Dice } from './dice.ts'

/** How many clients in a hundred have the service, and what their account numbers add up from. */
const spread: Readonly<
  Record<TrainingServiceName, { readonly percent: number; readonly base: number; readonly step: number }>
> = {
  вода: { percent: 100, base: 100_199, step: 1 },
  свет: { percent: 95, base: 3_700_210_000, step: 13 },
  дом: { percent: 80, base: 20_001_000, step: 7 },
  телефон: { percent: 30, base: 21_000, step: 11 },
  интернет: { percent: 40, base: 5_030_000, step: 17 },
  заём: { percent: 12, base: 700_450_000, step: 31 },
}

/** Accounts of the clients at the services; everyone has water. */
export function trainingAccounts(
  dice: Dice,
  clients: readonly TrainingClient[],
  services: readonly TrainingService[],
): TrainingAccount[] {
  const accounts: TrainingAccount[] = []
  for (const { id: clientId, name: holder, address } of clients) {
    for (const { id: serviceId, shortName } of services) {
      const { percent, base, step } = spread[shortName]
      if (!dice.chance(percent)) continue
      const number = String(base + clientId * step)
      accounts.push({ id: accounts.length + 1, serviceId, clientId, number, holder, address })
    }
  }
  return accounts
}

/** Which mobiles may ask: most of those given with a contract; a few are known and not linked. */
export function trainingLinks(
  dice: Dice,
  today: Day,
  accounts: readonly TrainingAccount[],
  phones: readonly TrainingPhone[],
  alwaysClientId: number,
): TrainingLink[] {
  const links: TrainingLink[] = []
  for (const phone of phones) {
    const linked = dice.chance(92) || phone.clientId === alwaysClientId
    if (phone.kind !== 'mobile' || !linked) continue
    const provenDay = addDays(today, -dice.between(5, 300))
    const proof = dice.chance(70) ? 'contract' : 'desk'
    for (const account of accounts) {
      if (account.clientId === phone.clientId)
        links.push({ accountId: account.id, phoneId: phone.id, proof, provenDay })
    }
  }
  return links
}

/** Consents to advertising, on paper, of fewer than half of the mobiles. */
export function trainingConsents(
  dice: Dice,
  today: Day,
  phones: readonly TrainingPhone[],
  alwaysClientId: number,
): TrainingConsent[] {
  const consents: TrainingConsent[] = []
  for (const phone of phones) {
    const agreed = dice.chance(40) || phone.clientId === alwaysClientId
    if (phone.kind !== 'mobile' || !agreed) continue
    const givenDay = addDays(today, -dice.between(10, 250))
    const evidence = `учебное согласие № ${consents.length + 1}, папка 1`
    consents.push({ phoneId: phone.id, givenDay, how: 'на бумаге', evidence, textVersion: '2025-09-01' })
  }
  return consents
}
