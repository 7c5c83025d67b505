import type { TrainingClient, TrainingPhone } from './data.ts'
import type { Dice } from './dice.ts'
import { men, streets, surnames, town, womanSurname, women } from './names.ts'

export const clientCount = 200
/** Whose water account is 100234: the client of the first lesson. */
export const lessonClientId = 35
const lessonName = 'Рябинина Анна Ильинична'

/** Two hundred people, each in a flat or a house of their own. */
export function trainingClients(dice: Dice): TrainingClient[] {
  const taken = new Set<string>()
  return Array.from({ length: clientCount }, (_, index) => {
    const name = nameOf(dice)
    let address = addressOf(dice)
    while (taken.has(address)) address = addressOf(dice)
    taken.add(address)
    const id = index + 1
    return { id, name: id === lessonClientId ? lessonName : name, address }
  })
}

function nameOf(dice: Dice): string {
  const surname = dice.pick(surnames)
  const [man] = dice.pick(men)
  const [, son, daughter] = dice.pick(men)
  return dice.chance(55)
    ? `${womanSurname(surname)} ${dice.pick(women)} ${daughter}`
    : `${surname} ${man} ${son}`
}

function addressOf(dice: Dice): string {
  const house = `${town}, ул. ${dice.pick(streets)}, д. ${dice.between(1, 48)}`
  return dice.chance(85) ? `${house}, кв. ${dice.between(1, 90)}` : house
}

/**
 * Their phones: most have a mobile, some two, some a landline, some none; every fortieth client shares the mobile
 * of the one before. Mobiles are +7 900 555-NN-NN.
 */
export function trainingPhones(dice: Dice): TrainingPhone[] {
  const phones: TrainingPhone[] = []
  const give = (clientId: number, e164: string, kind: TrainingPhone['kind']): void => {
    const language = kind === 'mobile' && dice.chance(4) ? 'translit' : 'ru'
    phones.push({
      id: phones.length + 1,
      clientId,
      e164,
      kind,
      language: clientId === lessonClientId ? 'ru' : language,
    })
  }
  for (let clientId = 1; clientId <= clientCount; clientId++) {
    const roll = dice.between(1, 100)
    if (clientId === lessonClientId || clientId % 40 === 39) give(clientId, mobileOf(clientId), 'mobile')
    else if (clientId % 40 === 0) give(clientId, mobileOf(clientId - 1), 'mobile')
    else if (roll <= 74) give(clientId, mobileOf(clientId), 'mobile')
    else if (roll <= 88) give(clientId, `+7485332${String(2000 + clientId)}`, 'landline')
    const second = roll <= 6 && phones.at(-1)?.clientId === clientId
    if (second) give(clientId, mobileOf(clientId + 5000), 'mobile')
  }
  return phones
}

/** Water accounts are 100199 + the client's number, and the mobile ends alike: 100234 is +7 900 555-02-34. */
function mobileOf(number: number): string {
  return `+7900555${String(199 + number).padStart(4, '0')}`
}
