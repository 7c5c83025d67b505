import { describe, expect, test } from 'vitest'
import { createModemBench } from '../../fakes/modem-bench.ts'
import { deliverPdu, PART, reportPdu } from '../../fakes/pdus.ts'
import { createScriptedModem, type ScriptedModem } from '../../fakes/scripted-modem.ts'

async function ready(prepare: (modem: ScriptedModem) => void = () => {}) {
  const modem = createScriptedModem()
  prepare(modem)
  const bench = createModemBench(modem.ports)
  await bench.start()
  expect(bench.modem.state().phase).toBe('ready')
  return { modem, bench }
}

const received = (modem: ScriptedModem, command: string): number =>
  modem.received.filter((line) => line === command).length

describe('a message that arrives', () => {
  test('is found by polling where the modem does not announce it', async () => {
    const { modem, bench } = await ready()
    modem.slots.set(3, { status: 0, pdu: deliverPdu('ДОЛГ') })
    await bench.elapse(30_100)
    expect(bench.incoming.map((part) => part.text)).toEqual(['ДОЛГ'])
    expect(modem.slots.size).toBe(0)
  })

  test('stays in the modem while it cannot be stored, and is handed over again later', async () => {
    const { modem, bench } = await ready()
    let refusals = 0
    bench.beforeStored = async () => {
      refusals += 1
      if (refusals === 1) throw new Error('the disk is full')
    }
    modem.slots.set(3, { status: 0, pdu: deliverPdu('ДОЛГ') })
    modem.say('\r\n+CMTI: "SM",3\r\n')
    await bench.settle()
    expect(bench.incoming).toEqual([])
    expect(modem.slots.size).toBe(1)
    await bench.elapse(30_100)
    expect(bench.incoming).toHaveLength(1)
    expect(modem.slots.size).toBe(0)
  })

  test('is not handed over twice when the modem does not delete it', async () => {
    const { modem, bench } = await ready()
    modem.slots.set(3, { status: 0, pdu: deliverPdu('ДОЛГ') })
    modem.on('AT+CMGD=3', (times) => {
      if (times > 2) modem.slots.delete(3)
      return times > 2 ? '\r\nOK\r\n' : '\r\n+CMS ERROR: 500\r\n'
    })
    modem.say('\r\n+CMTI: "SM",3\r\n')
    await bench.elapse(95_000)
    expect(bench.incoming).toHaveLength(1)
    expect(received(modem, 'AT+CMGD=3')).toBe(3)
    expect(modem.slots.size).toBe(0)
  })

  test('is not handed over twice when the stick was pulled before it was deleted', async () => {
    const { modem, bench } = await ready()
    modem.slots.set(3, { status: 0, pdu: deliverPdu('ДОЛГ') })
    modem.on('AT+CMGD=3', () => null)
    modem.say('\r\n+CMTI: "SM",3\r\n')
    await bench.settle()
    expect(bench.incoming).toHaveLength(1)
    modem.unplug()
    modem.on('AT+CMGD=3', () => {
      modem.slots.delete(3)
      return '\r\nOK\r\n'
    })
    modem.plug()
    await bench.untilPhase('ready')
    await bench.settle()
    expect(bench.incoming).toHaveLength(1)
    expect(modem.slots.size).toBe(0)
  })

  test('twice in one second says at which places, so that both count', async () => {
    const { modem, bench } = await ready()
    modem.slots.set(3, { status: 0, pdu: deliverPdu('ДОЛГ') })
    modem.slots.set(4, { status: 0, pdu: deliverPdu('ДОЛГ') })
    modem.say('\r\n+CMTI: "SM",4\r\n')
    await bench.settle()
    expect(bench.incoming.map((part) => part.slot)).toEqual([3, 4])
  })

  test('that the modem had deleted already (CMS 321) is not kept in mind', async () => {
    const { modem, bench } = await ready()
    modem.on('AT+CMGD=3', () => {
      modem.slots.delete(3)
      return '\r\n+CMS ERROR: 321\r\n'
    })
    for (let round = 1; round <= 2; round += 1) {
      modem.slots.set(3, { status: 0, pdu: deliverPdu('ДОЛГ') })
      modem.say('\r\n+CMTI: "SM",3\r\n')
      await bench.settle()
      expect(bench.incoming).toHaveLength(round)
    }
  })

  test('again in the same slot with the same words is another message', async () => {
    const { modem, bench } = await ready()
    for (let round = 0; round < 2; round += 1) {
      modem.slots.set(3, { status: 0, pdu: deliverPdu('ДОЛГ') })
      modem.say('\r\n+CMTI: "SM",3\r\n')
      await bench.settle()
    }
    expect(bench.incoming).toHaveLength(2)
  })

  test('that cannot be read is handed over with its PDU and then deleted', async () => {
    const { modem, bench } = await ready()
    modem.slots.set(1, { status: 0, pdu: '0004FFFF' })
    modem.say('\r\n+CMTI: "SM",1\r\n')
    await bench.settle()
    expect(bench.incoming).toHaveLength(1)
    expect(bench.incoming[0]).toMatchObject({ pdu: '0004FFFF', text: '' })
    expect(bench.incoming[0]?.problem).not.toBeNull()
    expect(modem.slots.size).toBe(0)
  })

  test('that lost octets on the way is read once more', async () => {
    const { modem, bench } = await ready()
    const pdu = deliverPdu('ДОЛГ 100234')
    modem.slots.set(1, { status: 0, pdu })
    // The first listing was the set-up's.
    modem.on('AT+CMGL=4', (times) =>
      times === 2
        ? `\r\n+CMGL: 1,0,,${pdu.length / 2 - 8}\r\n${pdu.slice(0, -4)}\r\n\r\nOK\r\n`
        : '\r\nOK\r\n',
    )
    modem.say('\r\n+CMTI: "SM",1\r\n')
    await bench.elapse(30_100)
    expect(bench.incoming.map((part) => [part.text, part.problem])).toEqual([['ДОЛГ 100234', null]])
  })

  test('is read slot by slot from a modem that cannot list', async () => {
    const { modem, bench } = await ready((scripted) => {
      scripted.on('AT+CMGL=4', () => '\r\n+CMS ERROR: 303\r\n')
      scripted.slots.set(0, { status: 0, pdu: deliverPdu('первое') })
      scripted.slots.set(50, { status: 0, pdu: deliverPdu('последнее') })
    })
    expect(bench.incoming.map((part) => part.text)).toEqual(['первое', 'последнее'])
    expect(modem.slots.size).toBe(0)
  })

  test('routed straight to us (class 0) is handed over', async () => {
    const { modem, bench } = await ready()
    const pdu = deliverPdu('срочно')
    modem.say(`\r\n+CMT: ,${pdu.length / 2 - 8}\r\n${pdu}\r\n`)
    await bench.settle()
    expect(bench.incoming.map((part) => part.text)).toEqual(['срочно'])
  })

  test('is left alone when it is one of ours that was stored for sending', async () => {
    const { modem, bench } = await ready((scripted) => {
      scripted.slots.set(4, { status: 2, pdu: PART.pdu })
    })
    await bench.elapse(31_000)
    expect(bench.incoming).toEqual([])
    expect(modem.slots.size).toBe(1)
  })
})

describe('three hundred waiting messages', () => {
  test('are all handed over once and in order, while a part that waits gets its turn early', async () => {
    const { modem, bench } = await ready()
    for (let index = 0; index < 300; index += 1) {
      modem.slots.set(index, { status: 0, pdu: deliverPdu(`сообщение ${index}`, index) })
    }
    modem.say('\r\n+CMTI: "SM",299\r\n')
    let handledBefore = -1
    const submitted = bench.modem.submit(PART).then((outcome) => {
      handledBefore = bench.incoming.length
      return outcome
    })
    while (bench.incoming.length < 300) await bench.settle()
    expect((await submitted).kind).toBe('accepted')
    expect(handledBefore).toBeGreaterThan(0)
    expect(handledBefore).toBeLessThan(20)
    expect(bench.incoming.map((part) => part.text)).toEqual(
      Array.from({ length: 300 }, (_, index) => `сообщение ${index}`),
    )
    expect(modem.slots.size).toBe(0)
    expect(bench.timers.monotonic()).toBe(0)
  })
})

describe('a full memory', () => {
  test('found at the start is emptied before a waiting part, copies of sent messages too', async () => {
    const modem = createScriptedModem()
    for (let index = 1; index < 50; index += 1) {
      modem.slots.set(index, { status: 1, pdu: deliverPdu(`сообщение ${index}`, index) })
    }
    modem.slots.set(50, { status: 3, pdu: PART.pdu })
    const bench = createModemBench(modem.ports)
    let slotsAtSubmit = -1
    modem.watch((command) => {
      if (command.startsWith('AT+CMGS=')) slotsAtSubmit = modem.slots.size
    })
    bench.modem.start({
      incoming: async (part) => void bench.incoming.push(part),
      report: async () => {},
      state: (state) => {
        if (state.phase === 'ready' && slotsAtSubmit < 0) {
          slotsAtSubmit = 0
          void bench.modem.submit(PART)
        }
      },
    })
    await bench.settle()
    while (modem.slots.size > 0) await bench.settle()
    expect(bench.incoming).toHaveLength(49)
    expect(slotsAtSubmit).toBe(0)
    await bench.settle()
    expect(bench.modem.state()).toMatchObject({ storageUsed: 0, storageTotal: 50, problem: null })
  })

  test('that cannot be emptied is told, tried again at every poll and no oftener, and does not stop sending', async () => {
    const { modem, bench } = await ready()
    for (let index = 0; index < 50; index += 1) modem.slots.set(index, { status: 2, pdu: PART.pdu })
    await bench.elapse(95_000)
    expect(bench.modem.state()).toMatchObject({ phase: 'ready', problem: 'storage-full' })
    expect((await bench.modem.submit(PART)).kind).toBe('accepted')
    expect(received(modem, 'AT+CMGL=4')).toBeLessThan(12)
    modem.slots.clear()
    await bench.elapse(31_000)
    expect(bench.modem.state().problem).toBeNull()
  })

  test('that the modem tells of is emptied at once', async () => {
    const { modem, bench } = await ready()
    modem.slots.set(9, { status: 0, pdu: deliverPdu('последнее') })
    modem.say('\r\n^SMMEMFULL:"SM"\r\n')
    await bench.settle()
    expect(bench.incoming.map((part) => part.text)).toEqual(['последнее'])
    expect(modem.slots.size).toBe(0)
  })
})

describe('a delivery report', () => {
  test('stored in the modem is read from where it is announced, and deleted', async () => {
    const report = reportPdu(17, 0x46)
    let inReports = false
    const { modem, bench } = await ready((scripted) => {
      scripted.on('AT+CNMI=?', () => '\r\n+CNMI: (0-2),(0-1),(0),(0,2),(0)\r\n\r\nOK\r\n')
      for (const memory of ['SM', 'SR']) {
        scripted.on(`AT+CPMS="${memory}"`, () => {
          inReports = memory === 'SR'
          return '\r\n+CPMS: 1,10,0,50,0,50\r\n\r\nOK\r\n'
        })
      }
    })
    expect(modem.received).toContain('AT+CNMI=2,1,0,2,0')
    modem.on('AT+CMGL=4', () =>
      inReports ? `\r\n+CMGL: 5,0,,${report.length / 2 - 1}\r\n${report}\r\n\r\nOK\r\n` : '\r\nOK\r\n',
    )
    const deletedIn: boolean[] = []
    modem.on('AT+CMGD=5', () => {
      deletedIn.push(inReports)
      return '\r\nOK\r\n'
    })
    modem.say('\r\n+CDSI: "SR",5\r\n')
    await bench.settle()
    expect(bench.reports.map((got) => [got.reference, got.outcome])).toEqual([[17, 'failed']])
    expect(deletedIn).toEqual([true])
    expect(inReports).toBe(false)
  })

  test('is acknowledged after it is stored where the modem is in phase 2+', async () => {
    const { modem, bench } = await ready((scripted) => {
      scripted.on('AT+CSMS?', () => '\r\n+CSMS: 1,1,1,1\r\n\r\nOK\r\n')
    })
    const acknowledgedAtStore: number[] = []
    bench.beforeStored = async () => {
      acknowledgedAtStore.push(received(modem, 'AT+CNMA'))
    }
    const pdu = reportPdu(1, 0)
    modem.say(`\r\n+CDS: ${pdu.length / 2 - 1}\r\n${pdu}\r\n`)
    await bench.settle()
    expect(bench.reports).toHaveLength(1)
    expect(acknowledgedAtStore).toEqual([0])
    expect(received(modem, 'AT+CNMA')).toBe(1)
  })

  test('that could not be stored is not acknowledged', async () => {
    const { modem, bench } = await ready((scripted) => {
      scripted.on('AT+CSMS?', () => '\r\n+CSMS: 1,1,1,1\r\n\r\nOK\r\n')
    })
    bench.beforeStored = async () => {
      throw new Error('the disk is full')
    }
    const pdu = reportPdu(1, 0)
    modem.say(`\r\n+CDS: ${pdu.length / 2 - 1}\r\n${pdu}\r\n`)
    await bench.settle()
    expect(received(modem, 'AT+CNMA')).toBe(0)
  })

  test('is stored while a part waits for its answer, and is not lost when the link is', async () => {
    const { modem, bench } = await ready()
    modem.onBody(() => null)
    const submitted = bench.modem.submit(PART)
    await bench.settle()
    const pdu = reportPdu(8, 0)
    modem.say(`\r\n+CDS: ${pdu.length / 2 - 1}\r\n${pdu}\r\n`)
    modem.unplug()
    expect(await submitted).toMatchObject({ kind: 'uncertain' })
    await bench.settle()
    expect(bench.reports.map((report) => report.reference)).toEqual([8])
  })

  test('that comes while a part is being answered belongs to neither', async () => {
    const { modem, bench } = await ready()
    const pdu = reportPdu(8, 0)
    modem.onBody(() => `\r\n+CDS: ${pdu.length / 2 - 1}\r\n${pdu}\r\n\r\n+CMGS: 9\r\n\r\nOK\r\n`)
    expect(await bench.modem.submit(PART)).toEqual({ kind: 'accepted', reference: 9 })
    await bench.settle()
    expect(bench.reports.map((report) => report.reference)).toEqual([8])
  })
})

test('reports that the modem kept in a memory of its own while nobody asked are read at the set-up', async () => {
  let inReports = false
  let kept = [reportPdu(7, 0), reportPdu(8, 0)]
  const { modem, bench } = await ready((scripted) => {
    scripted.on('AT+CPMS=?', () => '\r\n+CPMS: ("SM","SR"),("SM"),("SM")\r\n\r\nOK\r\n')
    const choose = (reports: boolean) => () => {
      inReports = reports
      return `\r\n+CPMS: ${reports ? kept.length : 0},10,0,10,0,10\r\n\r\nOK\r\n`
    }
    for (const names of ['"SM"', '"SM","SM","SM"']) scripted.on(`AT+CPMS=${names}`, choose(false))
    scripted.on('AT+CPMS="SR"', choose(true))
    scripted.on('AT+CMGL=4', () =>
      inReports
        ? `${kept.map((pdu, index) => `\r\n+CMGL: ${index},0,,${pdu.length / 2 - 1}\r\n${pdu}`).join('')}\r\n\r\nOK\r\n`
        : '\r\nOK\r\n',
    )
    for (const index of [0, 1])
      scripted.on(`AT+CMGD=${index}`, () => {
        if (inReports) kept = kept.filter((_, at) => at !== index || kept.length < 2)
        return '\r\nOK\r\n'
      })
  })
  await bench.until(() => bench.reports.length === 2)
  expect(bench.reports.map((report) => report.reference)).toEqual([7, 8])
  await bench.elapse(35_000)
  expect(inReports).toBe(false)
  expect(modem.received.filter((line) => line.startsWith('AT+CMGD='))).toEqual(['AT+CMGD=0', 'AT+CMGD=1'])
})
