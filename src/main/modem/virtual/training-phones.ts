import type { VirtualFault, VirtualPhones } from '../../app/ports/virtual-phones.ts'
import type { VirtualModem } from './modem.ts'
import type { VirtualNetwork } from './network.ts'

const noReports = [{ number: '*', outcome: { kind: 'delivered' as const, report: false } }]
const garbage_hex = '00ff1b0d0a3e20fe7f4f4b0d0a'

const strike = (fault: VirtualFault, modem: VirtualModem, network: VirtualNetwork): void => {
  if (fault === 'unplug') modem.unplug()
  else if (fault === 'replug') modem.plug()
  else if (fault === 'no-signal') modem.faults.add({ kind: 'no-signal' })
  else if (fault === 'no-answer')
    modem.faults.add({ kind: 'drop-answer', command: '+CMGS', when: 'after', times: 1 })
  else if (fault === 'no-reports') network.setRules(noReports)
  else if (fault === 'garbage') modem.faults.add({ kind: 'garbage', hex: garbage_hex, times: 3 })
  else {
    modem.faults.clear()
    network.setRules([])
    if (!modem.state().plugged) modem.plug()
  }
}

/** The invented clients' phones, as the training office's screen shows them. */
export const createTrainingPhones = (network: VirtualNetwork, modem: VirtualModem): VirtualPhones => ({
  threads: () =>
    network
      .phones()
      .filter((phone) => phone.messages.length > 0)
      .map((phone) => {
        const last = phone.messages.at(-1)
        return {
          number: phone.number,
          last: last?.text ?? null,
          lastAt: last?.at ?? null,
          messages: phone.messages.length,
        }
      })
      .sort((left, right) => (right.lastAt ?? 0) - (left.lastAt ?? 0)),
  thread: (number) =>
    (network.phone(number)?.messages ?? [])
      // A phone shows a long message when all of it has come.
      .filter((message) => message.state !== 'receiving')
      .map(({ id, direction, text, at }) => ({ id: `${direction}-${id}`, direction, text, at })),
  send: async (number, text) => {
    const sent = await network.phoneSend(number, text)
    return sent.ok
  },
  fault: (fault) => strike(fault, modem, network),
  onChange: (listener) => {
    network.subscribe(listener)
  },
})
