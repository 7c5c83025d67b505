import type { Day } from '../../../shared/days.ts'
import { trainingAccounts, trainingConsents, trainingLinks } from './accounts.ts'
import { trainingBills } from './bills.ts'
import { lessonClientId, trainingClients, trainingPhones } from './clients.ts'
import type { TrainingOffice } from './data.ts'
import { createDice } from './dice.ts'
import { town } from './names.ts'
import { trainingProviders, trainingServices } from './providers.ts'

/** The water account of the first lesson: a client with a mobile, two bills and a consent. */
export const lessonAccount = '100234'

/** The training office as of a day: the same seed and day give the same office. */
export function trainingOffice(seed: number, today: Day): TrainingOffice {
  const dice = createDice(seed)
  const services = trainingServices(today)
  const clients = trainingClients(dice)
  const phones = trainingPhones(dice)
  const accounts = trainingAccounts(dice, clients, services)
  return {
    office: {
      name: 'Учебный офис «Квиток»',
      smsName: 'Квиток',
      address: `${town}, ул. Почтовая, д. 3`,
      phone: '8-48533-21540',
    },
    providers: trainingProviders(today),
    services,
    clients,
    phones,
    accounts,
    links: trainingLinks(dice, today, accounts, phones, lessonClientId),
    bills: trainingBills(dice, today, accounts, services, lessonAccount),
    consents: trainingConsents(dice, today, phones, lessonClientId),
  }
}
