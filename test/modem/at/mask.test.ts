import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMask } from '../../../src/main/modem/at/mask.ts'
import { deliverPdu } from '../../fakes/pdus.ts'

test.each([
  ['AT+CPIN="4321"', 'AT+CPIN=…'],
  ['AT+CLCK="SC",1,"4321"', 'AT+CLCK=…'],
  ['AT+CMGS=45', 'AT+CMGS=45'],
  ['AT+CPMS="SM","SM","SM"', 'AT+CPMS="SM","SM","SM"'],
  ['AT+CSCS="IRA"', 'AT+CSCS="IRA"'],
  ['AT+CUSD=1,"*100#",15', 'AT+CUSD=1,"…5…",15'],
  [deliverPdu('ДОЛГ 100234'), `…${deliverPdu('ДОЛГ 100234').length}…`],
])('to the modem %s becomes %s', (line, masked) => {
  expect(createMask()('to-modem', line)).toBe(masked)
})

test.each([
  ['+CMGS: 211', '+CMGS: 211'],
  ['OK', 'OK'],
  ['+CMS ERROR: 500', '+CMS ERROR: 500'],
  ['+CNUM: "Иванова","+79161112233",145', '+CNUM: "…7…","…12…",145'],
  ['+CSCA: "+79168999100",145', '+CSCA: "…12…",145'],
  ['+CMTI: "SM",3', '+CMTI: "SM",3'],
  ['+COPS: 0,0,"MTS RUS"', '+COPS: 0,0,"MTS RUS"'],
  ['+CSQ: 17,99', '+CSQ: 17,99'],
  ['350000000000006', '…15…'],
  ['ДОЛГ 100234', '…11…'],
  ['+CMT: "+79161234567",,"26/11/22,12:00:00+12"', '+CMT: "…12…",,"…20…"'],
])('from the modem %s becomes %s', (line, masked) => {
  expect(createMask()('from-modem', line)).toBe(masked)
})

test('the modem’s own name stays, as the answer to a question for it', () => {
  const mask = createMask()
  mask('to-modem', 'AT+CGMM')
  expect(mask('from-modem', 'E173')).toBe('E173')
  mask('to-modem', 'AT+CGSN')
  expect(mask('from-modem', '350000000000006')).toBe('…15…')
})

test('no number of five digits or more gets through, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.integer({ min: 10_000, max: 999_999_999 }),
      (head, tail, number) => {
        const mask = createMask()
        const line = `${head}${number}${tail}`
        expect(mask('to-modem', line)).not.toContain(String(number))
        expect(mask('from-modem', line)).not.toContain(String(number))
      },
    ),
  )
})
