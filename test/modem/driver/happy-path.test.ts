import { describe, expect, test } from 'vitest'
import { createModemBench } from '../../fakes/modem-bench.ts'
import { deliverPdu, PART, reportPdu } from '../../fakes/pdus.ts'
import { createScriptedModem } from '../../fakes/scripted-modem.ts'

describe('a modem that behaves', () => {
  test('is ready without any wait and says what it is', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    expect(bench.timers.monotonic()).toBe(0)
    expect(bench.modem.state()).toEqual({
      phase: 'ready',
      problem: null,
      port: '/dev/modem',
      manufacturer: 'Scripted',
      model: 'Model 1',
      imei: '350000000000006',
      imsi: '250990000000001',
      iccid: null,
      ownNumber: null,
      operator: 'Network',
      registered: true,
      roaming: false,
      signal_dbm: -79,
      bars: 4,
      storageUsed: 0,
      storageTotal: 50,
      serviceCentre: '+79160000000',
      networkTime: null,
      storedSends: false,
    })
    expect(modem.received).toContain('AT+CNMI=2,1,0,1,0')
    await bench.modem.stop()
    expect(bench.modem.state().phase).toBe('off')
  })

  test('takes a part and gives the network its reference', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    modem.onBody(() => '\r\n+CMGS: 211\r\n\r\nOK\r\n')
    expect(await bench.modem.submit(PART)).toEqual({ kind: 'accepted', reference: 211 })
    expect(modem.received.slice(-2)).toEqual([`AT+CMGS=${PART.length}`, `PDU ${PART.pdu}`])
  })

  test('takes a hundred parts, each once, and waits for nothing but the modem', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    for (let index = 1; index <= 100; index += 1) {
      expect(await bench.modem.submit(PART)).toEqual({ kind: 'accepted', reference: index })
    }
    expect(modem.received.filter((line) => line.startsWith('PDU'))).toHaveLength(100)
    expect(bench.timers.monotonic()).toBe(0)
  })

  test('hands over what it held before the start and forgets it only after it is stored', async () => {
    const modem = createScriptedModem()
    modem.slots.set(1, { status: 1, pdu: deliverPdu('ДОЛГ 100234') })
    modem.slots.set(2, { status: 0, pdu: deliverPdu('ТАРИФ') })
    const bench = createModemBench(modem.ports)
    const heldAtStore: number[] = []
    bench.beforeStored = async () => {
      heldAtStore.push(modem.slots.size)
    }
    await bench.start()
    expect(bench.incoming.map((part) => part.text)).toEqual(['ДОЛГ 100234', 'ТАРИФ'])
    // Both are on disk before the first is deleted.
    expect(heldAtStore).toEqual([2, 2])
    expect(modem.slots.size).toBe(0)
  })

  test('hands over at once what it announces', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    modem.slots.set(7, { status: 0, pdu: deliverPdu('СРОК') })
    modem.say('\r\n+CMTI: "SM",7\r\n')
    await bench.settle()
    expect(bench.incoming.map((part) => [part.from, part.text])).toEqual([['+79161234567', 'СРОК']])
    expect(bench.timers.monotonic()).toBe(0)
  })

  test('hands over a report that comes directly', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    const pdu = reportPdu(211, 0)
    modem.say(`\r\n+CDS: ${pdu.length / 2 - 1}\r\n${pdu}\r\n`)
    await bench.settle()
    expect(bench.reports.map((report) => [report.reference, report.outcome])).toEqual([[211, 'delivered']])
    expect(modem.received).not.toContain('AT+CNMA')
  })
})
