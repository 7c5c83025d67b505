/**
 * The texts of a new office. `{name}` is a variable; `[…]` is left out when one of its variables has no value.
 * Every text is UCS2: one part is 70 letters, two are 134.
 */
export const defaultTemplates = {
  debt: '{office}: {service} {account}, долг на {asOf} {debt}р, срок {due}. С комиссией {total}р. Оплата {payDay} дойдет {crediting}. Ответ ОПЛАТИТЬ',
  'debt-none': '{office}: {service} {account}, на {asOf} долга нет.[ Аванс {advance}р.] Касса {phone}',
  tariff: '{office}: {service} с {from} {price}р/{unit} вместо {oldPrice}р. {phone}',
  'tariff-now': '{office}: {service} {price}р/{unit} с {from}. {phone}',
  'tariff-none': '{office}: {service}, цены нам не сообщали. {phone}',
  arrival:
    '{office}: {service}. Сегодня {today}[, {dayKind}]. Оплата засчитается сегодня, поставщик получит деньги {creditingWeekday}. Касса до {closes}',
  'arrival-closed':
    '{office}: {service}. Касса сейчас закрыта. Оплата {payDay} засчитается в тот же день, поставщик получит деньги {creditingWeekday}',
  'arrival-lender':
    '{office}: {service}. Оплата {payDay} дойдет и засчитается {crediting}. Касса до {closes}',
  reminder:
    '{office}: {service} {account}, {debt}р. Чтобы не было пени, оплатите не позже {lastWeekday}. Оплатили не у нас? Ответ БЫЛО. Отказ: СТОП',
  overdue:
    '{office}: {service} {account}, {debt}р, срок был {due}. Напоминаем об оплате. Оплатили не у нас? Ответ БЫЛО. Отказ: СТОП',
  'paid-full':
    '{office} №{number}: {service} {account}, принято {paid}р, комиссия {fee}р. Долг погашен {counted} полностью, баланс 0. Дойдет {crediting}',
  'paid-part':
    '{office} №{number}: {service} {account}, принято {paid}, комиссия {fee}. Погашено {counted} частично, еще {left}р до {lastDay}. Дойдет {crediting}',
  'paid-part-overdue':
    '{office} №{number}: {service} {account}, принято {paid}, комиссия {fee}. Погашено {counted} частично, еще {left}р. Дойдет {crediting}',
  'paid-advance':
    '{office} №{number}: {service} {account}, принято {paid}, комиссия {fee}. Долг погашен {counted}, аванс {advance}р. Дойдет {crediting}',
  'paid-prepaid':
    '{office} №{number}: {service} {account}, принято {paid}р, комиссия {fee}р. Дойдет {crediting}',
  'paid-lender':
    '{office} №{number}: {service} {account}, принято {paid}р, комиссия {fee}р. Дойдет и засчитается {crediting}',
  'paid-stranger':
    '{office} №{number}: {service} {account}, принято {paid}р, комиссия {fee}р, {counted}. Дойдет {crediting}',
  reversal: '{office}: платеж №{number} отменен {counted}: {service} {account}, {paid}р. Вопросы: {phone}',
  order:
    '{office}: {service} {account}, {debt}+{fee}={total}р, дойдет {crediting}.[ С {from} тариф {price}р.] Ответ {code} до {until}. Деньги не спишем',
  'order-accepted':
    '{office}: заявка №{number} принята, {service} {account}, {total}р. Ждем вас в кассе до {closes}',
  'code-wrong': '{office}: код не подошел, осталось попыток: {tries}',
  'code-expired': '{office}: код устарел. Новый: ответ ОПЛАТИТЬ',
  'claim-accepted':
    '{office}: {service} {account}, отметили: оплачено не у нас. Не напоминаем до новых данных поставщика',
  accounts: '{office}, ваши счета: {list}. Ответ: номер строки',
  help: '{office}: ДОЛГ сумма, ТАРИФ цена, СРОК когда дойдет, СЧЕТА список, ОПЛАТИТЬ, СТОП отказ. Пример: ДОЛГ 100234. Касса {phone}',
  unknown: '{office}: не поняли вас. Пришлите номер лицевого счета или слово ПОМОЩЬ. Касса {phone}',
  stranger: '{office}: этот телефон у нас не записан. Обратитесь в офис с квитанцией. Касса {phone}',
  'not-yours': '{office}: такого счета нет среди ваших. Ваши счета: ответ СЧЕТА. Касса {phone}',
  limit: '{office}: слишком много запросов. Ответим после {until}',
  stop: '{office}: рекламы не будет. Напоминания тоже убрать? Ответ СТОП ВСЕ',
  'stop-reminders': '{office}: напоминаний не будет. Вернуть: НАПОМИНАТЬ ДА',
  'stop-all': '{office}: рекламы и напоминаний не будет. Вернуть: НАПОМИНАТЬ ДА',
  'remind-on': '{office}: будем напоминать об оплате. Отказ: СТОП',
  campaign: '{office}: {text} Отказ: СТОП',
} as const

/** Which message a text is for. */
export type TemplateKind = keyof typeof defaultTemplates

/**
 * The widest value each variable may take, as letters: a day `15.11`, a sum up to `99999,99`, a fee of 2 % of
 * it, a price up to `999,99`. An edited text must fit with all of them at once.
 */
export const longestValues = {
  office: 8,
  service: 8,
  account: 10,
  debt: 8,
  total: 8,
  paid: 8,
  left: 8,
  advance: 8,
  fee: 7,
  price: 6,
  oldPrice: 6,
  unit: 4,
  asOf: 5,
  due: 5,
  from: 5,
  counted: 5,
  crediting: 5,
  creditingWeekday: 8,
  lastDay: 5,
  lastWeekday: 8,
  today: 8,
  payDay: 7,
  dayKind: 8,
  closes: 5,
  until: 5,
  phone: 13,
  number: 4,
  code: 4,
  tries: 1,
  list: 90,
  text: 112,
} as const

/** The name of a variable in a text. */
export type TemplateVariable = keyof typeof longestValues

/** The limit of a text in UCS2 letters: one part where an answer is worth one, two otherwise. */
export function letterLimit(kind: TemplateKind): 70 | 134 {
  return kind === 'stop' || kind.startsWith('tariff') ? 70 : 134
}

/** Advertising needs consent and a person's start (38-ФЗ, ст. 18); everything else is about the client's own bills. */
export function purposeOf(kind: TemplateKind): 'service' | 'ad' {
  return kind === 'campaign' ? 'ad' : 'service'
}
