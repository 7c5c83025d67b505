import { formatSmsMoney } from '../shared/money.ts'
import type { VirtualPanel } from './app/ports/virtual-panel.ts'
import { type Radio, trainingCards } from './core-radio.ts'
import type { DeliveryRuleInput } from './modem/virtual/delivery-rules.ts'
import type { FaultInput } from './modem/virtual/faults.ts'
import type { VirtualModem } from './modem/virtual/modem.ts'
import type { VirtualNetwork } from './modem/virtual/network.ts'

type Act = Parameters<VirtualPanel['act']>[1]

const garbage_hex = '00ff1b0d0a3e20fe7f4f4b0d0a'
const lateReport_ms = 60_000
const submit = '+CMGS'

const outcomes: Readonly<
  Record<Extract<Act, { do: 'reports' }>['how'], DeliveryRuleInput['outcome'] | null>
> = {
  'at-once': null,
  late: { kind: 'delivered', delay_ms: lateReport_ms, interim: 0x30 },
  failed: { kind: 'failed' },
  never: { kind: 'never' },
  lost: { kind: 'delivered', report: false },
}

const mend = (modem: VirtualModem, network: VirtualNetwork): void => {
  modem.faults.clear()
  network.setRules([])
  modem.setNetworkTime(0)
  modem.setSignal(goodSignal)
  if (!modem.state().plugged) modem.plug()
}

const goodSignal = 21

/** Faults that are data alone; the stick itself is pulled, reset and given cards apart. */
const faultOf = (act: Act): FaultInput | null => {
  switch (act.do) {
    case 'latency':
      return { kind: 'submit-latency', delay_ms: act.delay_ms }
    case 'drop-answer':
      return { kind: 'drop-answer', command: submit, when: act.when, times: act.times }
    case 'late-answer':
      return { kind: 'late-answer', command: submit, delay_ms: act.delay_ms, times: act.times }
    case 'garbage':
      return { kind: 'garbage', hex: garbage_hex, times: act.times }
    case 'final':
      return { kind: 'final', command: submit, text: act.text, times: act.times }
    case 'no-prompt':
      return { kind: 'no-prompt', times: act.times }
    case 'reset-at-submit':
    case 'unplug-at-submit':
      return { kind: act.do, when: act.when }
    case 'pin':
      return { kind: 'pin', pin: act.pin }
    case 'refuse':
      return { kind: 'cms-error', code: act.code, number: act.number, times: act.times }
    case 'no-signal':
    case 'hang':
    case 'byte-by-byte':
    case 'interleaved-urcs':
    case 'storage-full':
      return { kind: act.do }
    default:
      return null
  }
}

const sayBalance = (modem: VirtualModem, balance_kop: number): void => {
  const node = { text: `Баланс: ${formatSmsMoney(balance_kop)} р.`, replies: {} }
  for (const code of balanceCodes) modem.setUssd(code, node)
}

const strike = (modem: VirtualModem, network: VirtualNetwork, act: Act): void => {
  const fault = faultOf(act)
  if (fault !== null) modem.faults.add(fault)
  if (act.do === 'unplug') modem.unplug()
  if (act.do === 'plug') modem.plug()
  if (act.do === 'reset' || act.do === 'pin') modem.reset()
  if (act.do === 'repair') mend(modem, network)
  if (act.do === 'ussd-news') modem.sayUssd(act.text)
  if (act.do === 'signal') modem.setSignal(act.quality)
  if (act.do === 'balance') sayBalance(modem, act.balance_kop)
  if (act.do === 'card') modem.insertSim(trainingCards[act.card].imsi)
  if (act.do === 'network-time') modem.setNetworkTime(act.minutes * 60_000)
  if (act.do === 'reports') {
    const outcome = outcomes[act.how]
    network.setRules(outcome === null ? [] : [{ number: act.number, outcome }])
  }
}

const balanceCodes = ['*100#', '*102#', '*105#']

/** The training office's control panel over its invented modems; null in a real office. */
export const createPanel = ({ training }: Radio): VirtualPanel | null => {
  if (training === null) return null
  const { modems, network } = training
  return {
    view: () => ({
      modems: modems.map((modem, index) => {
        const { plugged, registered, quality } = modem.state()
        const link = index === 0 ? (1 as const) : (2 as const)
        return { link, plugged, registered, quality, faults: modem.faults.list().map((fault) => fault.kind) }
      }),
    }),
    act: (link, act) => {
      const modem = modems[link - 1]
      if (modem !== undefined) strike(modem, network, act)
    },
  }
}
