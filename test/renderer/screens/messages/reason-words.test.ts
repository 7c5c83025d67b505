import { createInstance } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import messages from '../../../../src/renderer/i18n/ru/messages.json' with { type: 'json' }
import { reasonWords } from '../../../../src/renderer/screens/messages/reason-words.ts'

const i18n = createInstance()
const say = (reason: string) => reasonWords(i18n.getFixedT('ru', 'messages'), reason)

beforeAll(() =>
  i18n.init({ lng: 'ru', resources: { ru: { messages } }, interpolation: { escapeValue: false } }),
)

describe('why a message is where it is', () => {
  test('every reason that the program writes has words', () => {
    const written = [
      ...['expired', 'paid', 'silenced', 'stopped', 'no-consent', 'reversed', 'cancelled', 'gone', 'stale'],
      ...['interrupted', 'no-answer', 'garbled-answer', 'link-lost', 'restarted', 'no-prompt', 'not-ready'],
      ...['queue-full', 'bad-address', 'too-many-parts', 'our-bug:empty'],
      ...['person:arrived', 'person:resent', 'person:dropped'],
      ...['permanent:', 'barred:8', 'soon:41', 'later:111', 'device:310', 'our-bug:304', 'report:99'],
    ]
    for (const reason of written) expect(say(reason)).toMatch(/^[А-ЯЁ]/)
  })
  test('a code of the network that is known is said by its name, with the code after it', () => {
    expect(say('permanent:1')).toBe('Такого номера нет: проверьте его у клиента. (код 1)')
    expect(say('report:70')).toBe('Срок хранения вышел: телефон был выключен. (код 70)')
  })
  test('the same code is one thing from the network and another from the modem', () => {
    expect(say('permanent:30')).toContain('Абонент неизвестен')
    expect(say('later:30')).toContain('не видел сети')
    expect(say('barred:10')).toContain('закрыта')
    expect(say('device:10')).toContain('нет SIM-карты')
  })
  test('a message that failed in the end is not promised another try', () => {
    for (const reason of ['soon:500', 'soon:', 'later:38', 'later:111', 'barred:8', 'device:300'])
      expect(say(reason)).not.toMatch(/попробуем/i)
  })
  test('a code that is not known is said by its family', () => {
    expect(say('permanent:176')).toBe('Сеть отказалась принять сообщение. (код 176)')
  })
  test('a reason that nobody foresaw is shown as it is', () => {
    expect(say('something-new')).toBe('something-new')
  })
})
