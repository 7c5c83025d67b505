import { describe, expect, test } from 'vitest'
import {
  isRegistrationAnswer,
  parseListed,
  parseMemories,
  parseOperator,
  parseRanges,
  parseRead,
  parseReference,
  parseRegistration,
  parseRegistrationNews,
  parseServiceCentre,
  parseSignal,
  parseStorage,
  parseStoredAt,
  splitFields,
} from '../../../src/main/modem/at/answers.ts'

describe('fields of an answer', () => {
  test('a comma in quotes or parentheses separates nothing', () => {
    expect(splitFields('0,"a,b",(1,2)')).toEqual(['0', 'a,b', '(1,2)'])
  })
})

describe('registration', () => {
  test('1 is home, 5 is roaming, 3 is denied', () => {
    expect(parseRegistration('+CREG: 1,1')).toEqual({ registered: true, roaming: false, denied: false })
    expect(parseRegistration('+CREG: 2,5,"00C3","1A2B"')?.roaming).toBe(true)
    expect(parseRegistration('+CEREG: 0,3')?.denied).toBe(true)
  })

  test('the unsolicited line is not taken for the answer', () => {
    expect(isRegistrationAnswer('+CREG: 1')).toBe(false)
    expect(isRegistrationAnswer('+CREG: 1,"00C3","1A2B"')).toBe(false)
    expect(parseRegistrationNews('+CREG: 2')).toEqual({ registered: false, roaming: false, denied: false })
    expect(parseRegistrationNews('+CREG: 1,"00C3","1A2B"')?.registered).toBe(true)
  })

  test('the answer is not taken for the unsolicited line', () => {
    expect(parseRegistrationNews('+CREG: 1,0')).toBeNull()
  })
})

describe('signal', () => {
  test.each([
    ['+CSQ: 0,99', { dbm: -113, bars: 0 }],
    ['+CSQ: 9,0', { dbm: -95, bars: 2 }],
    ['+CSQ: 31,0', { dbm: -51, bars: 5 }],
    ['+CSQ: 99,99', { dbm: null, bars: 0 }],
    ['+CSQ: 199,99', { dbm: null, bars: 0 }],
  ])('%s', (line, signal) => {
    expect(parseSignal(line)).toEqual(signal)
  })

  test('nonsense is no signal', () => {
    expect(parseSignal('+CSQ: ,')).toBeNull()
  })
})

describe('names', () => {
  test('an operator is chosen or not', () => {
    expect(parseOperator('+COPS: 0,0,"MTS RUS",2')).toBe('MTS RUS')
    expect(parseOperator('+COPS: 0')).toBeNull()
  })

  test('a service centre is set or not', () => {
    expect(parseServiceCentre('+CSCA: "+79168999100",145')).toBe('+79168999100')
    expect(parseServiceCentre('+CSCA: "",129')).toBeNull()
  })
})

describe('storage', () => {
  test.each(['+CPMS: ("SM","ME"),("SM"),("SM","ME","MT")', '+CPMS: (("SM","ME"),("SM"),("SM","ME","MT"))'])(
    '%s',
    (line) => {
      expect(parseMemories(line)).toEqual([['SM', 'ME'], ['SM'], ['SM', 'ME', 'MT']])
    },
  )

  test('counters with and without the memory’s name', () => {
    expect(parseStorage('+CPMS: 3,50,3,50,3,50')).toEqual({ used: 3, total: 50 })
    expect(parseStorage('+CPMS: "SM",3,50,"SM",3,50')).toEqual({ used: 3, total: 50 })
    expect(parseStorage('+CPMS: "SM"')).toBeNull()
  })

  test('a header of a list gives slot, status and length, with a name in between or not', () => {
    expect(parseListed('+CMGL: 0,1,,24')).toEqual({ index: 0, status: 1, length: 24 })
    expect(parseListed('+CMGL: 12,0,"Иванов, 3",159')).toEqual({ index: 12, status: 0, length: 159 })
    expect(parseListed('+CMGL: x,0,,1')).toBeNull()
    expect(parseRead('+CMGR: 1,,24', 5)).toEqual({ index: 5, status: 1, length: 24 })
    expect(parseRead('+CMGR: "REC READ"', 5)).toBeNull()
  })

  test('news of a stored message names its memory and slot', () => {
    expect(parseStoredAt('+CMTI: "ME",0')).toEqual({ memory: 'ME', index: 0 })
    expect(parseStoredAt('+CDSI: "SR",12')).toEqual({ memory: 'SR', index: 12 })
    expect(parseStoredAt('+CMTI: "ME"')).toBeNull()
  })
})

describe('ranges of AT+CNMI=?', () => {
  test('lists and ranges', () => {
    expect(parseRanges('+CNMI: (0-2),(0,1,3),(0),(0-1),1')).toEqual([[0, 1, 2], [0, 1, 3], [0], [0, 1], [1]])
  })

  test('an absurd range stays small', () => {
    expect(parseRanges('+CNMI: (0-99999999)')).toEqual([[]])
  })
})

describe('the reference of a sent part', () => {
  test('is 0 to 255', () => {
    expect(parseReference('+CMGS: 0')).toBe(0)
    expect(parseReference('+CMGS:255')).toBe(255)
    expect(parseReference('+CMGS: 256')).toBeNull()
    expect(parseReference('+CMGS: ')).toBeNull()
  })
})

describe('the operator', () => {
  test.each([
    ['+COPS: 0,0,"MTS RUS"', 'MTS RUS'],
    ['+COPS: 0,2,"25002",7', 'МегаФон'],
    ['+COPS: 0,2,"25077"', '25077'],
    ['+COPS: 0,0,"041C04220421",2', 'МТС'],
    ['+COPS: 0,0,"004D0054005300200052005500530020"', 'MTS RUS '],
    ['+COPS: 0,0,"BEEF"', 'BEEF'],
    ['+COPS: 0', null],
  ])('of %s is %s', (line, name) => {
    expect(parseOperator(line)).toBe(name)
  })
})
