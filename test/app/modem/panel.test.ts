import { expect, test } from 'vitest'
import { openDesk } from '../../fakes/office-core.ts'

test('news inside answers and a +CUSD by itself disturb nothing; a final line of one’s choice is struck once', async () => {
  const office = await openDesk()
  await office.until('modem.state', {}, (state) => state.phase === 'ready')
  await office.get('phones.control', { link: 1, act: { do: 'interleaved-urcs' } })
  await office.get('phones.control', { link: 1, act: { do: 'ussd-news', text: 'Пополните счёт' } })
  await office.get('phones.control', {
    link: 1,
    act: { do: 'final', text: '+CME ERROR: 515', times: 1 },
  })
  const { modems } = await office.get('phones.panel', {})
  expect(modems[0]?.faults).toEqual(expect.arrayContaining(['interleaved-urcs']))
  const { id } = await office.get('messages.write', { phone: '+79161234567', text: 'Проба' })
  await office.until('messages.out', { status: null, lane: 'reply', cursor: null }, (page) =>
    page.items.some((one) => one.id === id && (one.status === 'sent' || one.status === 'delivered')),
  )
  const { lines } = await office.get('modem.trace', { link: 1, after: 0 })
  expect(lines.some((line) => line.text.startsWith('+CUSD:'))).toBe(true)
  expect(lines.some((line) => line.text === '+CME ERROR: 515')).toBe(true)
  await office.close()
})
