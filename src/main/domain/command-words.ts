import { editDistance } from './edit-distance.ts'
import { scriptReadings } from './look-alikes.ts'

/** Each keyword in Russian, in transliteration as people type it, in English, and its digit. */
const aliases = {
  debt: 'ДОЛГ ДОЛГИ ДОЛГА БАЛАНС ОСТАТОК ЗАДОЛЖЕННОСТЬ DOLG DOLGI BALANS BALANCE OSTATOK DEBT ZADOLZHENNOST 1 01',
  tariff: 'ТАРИФ ТАРИФЫ ЦЕНА ЦЕНЫ TARIF TARIFY TARIFI TARIFF CENA TSENA PRICE 2 02',
  arrival: 'СРОК СРОКИ КОГДА SROK SROKI KOGDA WHEN 3 03',
  accounts: 'СЧЕТА ЛИЦЕВЫЕ СПИСОК SCHETA SHETA SCHOTA ACCOUNTS SPISOK 4 04',
  help: 'ПОМОЩЬ СПРАВКА МЕНЮ КОМАНДЫ HELP POMOSH POMOSCH POMOSHCH POMOSHH SPRAVKA MENU ? ??',
  claim: 'БЫЛО БЫЛА ОПЛАЧЕНО ОПЛАТИЛ ОПЛАТИЛА ЗАПЛАТИЛ ЗАПЛАТИЛА BYLO BILO OPLACHENO OPLATIL OPLATILA PAID',
  stop: 'СТОП ОТПИСКА ОТПИСАТЬСЯ ОТКАЗ STOP OTPISKA OTPISATSYA OTKAZ UNSUBSCRIBE',
  remind: 'НАПОМИНАТЬ НАПОМИНАЙ НАПОМИНАЙТЕ НАПОМИНАНИЯ NAPOMINAT NAPOMINAI NAPOMINAY NAPOMINANIYA REMIND',
  order: 'ОПЛАТИТЬ ОПЛАТА ОПЛАЧУ ЗАПЛАТИТЬ ПЛАТИТЬ OPLATIT OPLATA OPLACHU ZAPLATIT PLATIT PAY',
  code: 'КОД KOD CODE',
}

const keywordNames = [
  'debt',
  'tariff',
  'arrival',
  'accounts',
  'help',
  'claim',
  'stop',
  'remind',
  'order',
  'code',
] as const

/** What a keyword asks for; the grammar tells СТОП from СТОП ВСЕ. */
export type Keyword = (typeof keywordNames)[number]

const keywords: ReadonlyMap<string, Keyword> = new Map(
  keywordNames.flatMap((keyword) => aliases[keyword].split(' ').map((word) => [word, keyword] as const)),
)

/** A refusal, a claim or a code is never read out of a misspelled word. */
const literal: ReadonlySet<Keyword | null> = new Set<Keyword>(['stop', 'claim', 'code'])

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

const polite = words(
  'ОТВЕТ OTVET ПОЖАЛУЙСТА ПЖЛ ПЖЛСТ ПЛИЗ СПАСИБО ЗДРАВСТВУЙТЕ ПРИВЕТ PLEASE PLS THANK THANKS YOU SPASIBO POZHALUYSTA РЕКЛАМА РЕКЛАМУ РЕКЛАМЕ РАССЫЛКА РАССЫЛКУ СМС SMS',
)
const around = words(
  'МОЙ МОЯ МОИ МНЕ У МЕНЯ КАКОЙ КАКАЯ КАКИЕ СКОЛЬКО УЗНАТЬ СКАЖИТЕ ПОКАЖИ ПОКАЖИТЕ ХОЧУ ПО ЗА НА О ЛС СЧЕТ СЧЕТУ СЧЕТЕ ЛИЦЕВОЙ ЛИЦЕВОГО ЛИЦЕВОМУ НОМЕР НОМЕРУ MOY MOI SCHET LS ДОБРЫЙ ДЕНЬ',
)
const all = words('ВСЕ ВСЕГО ВСЕМУ ALL VSE')
const yes = words('ДА ВКЛ ВКЛЮЧИТЬ DA YES ON VKL')
const no = words('НЕТ НЕ ВЫКЛ ВЫКЛЮЧИТЬ NET NE NO NOT OFF VIKL VYKL')

export const isPolite = (word: string) => some(polite, word)
/** Words that may stand around a command and mean nothing to it. */
export const isFiller = (word: string) => some(polite, word) || some(around, word)
export const meansAll = (word: string) => some(all, word)
export const meansYes = (word: string) => some(yes, word)
export const meansNo = (word: string) => some(no, word)

/** The keyword of an upper-case word, its look-alike letters repaired, or null. */
export function exactKeyword(word: string): Keyword | null {
  for (const reading of scriptReadings(word)) {
    const keyword = keywords.get(reading)
    if (keyword !== undefined) return keyword
  }
  return null
}

/**
 * The keyword of a misspelled word: one edit from four letters on, two from seven, and only when no other
 * keyword is as near.
 */
export function likelyKeyword(word: string): Keyword | null {
  if (word.length < 4 || word.length > 20) return null
  let nearest = Number.POSITIVE_INFINITY
  let found = new Set<Keyword>()
  for (const reading of scriptReadings(word)) {
    for (const [alias, keyword] of keywords) {
      if (alias.length < 4) continue
      const limit = Math.min(word.length, alias.length) >= 7 ? 2 : 1
      const distance = editDistance(reading, alias, limit)
      if (distance > limit || distance > nearest) continue
      if (distance < nearest) found = new Set()
      nearest = distance
      found.add(keyword)
    }
  }
  const [only = null] = found
  return found.size === 1 && !literal.has(only) ? only : null
}

function some(set: ReadonlySet<string>, word: string): boolean {
  return scriptReadings(word).some((reading) => set.has(reading))
}
