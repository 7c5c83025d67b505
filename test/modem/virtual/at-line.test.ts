import fc from 'fast-check'
import { expect, test } from 'vitest'
import { intArg, parseAtLine } from '../../../src/main/modem/virtual/at-line.ts'

test('basic commands stand side by side without a sign between them', () => {
  expect(parseAtLine('E0V1&F')).toEqual([
    { name: 'E', op: 'set', args: ['0'] },
    { name: 'V', op: 'set', args: ['1'] },
    { name: '&F', op: 'run', args: [] },
  ])
})

test('extended commands are parted by semicolons', () => {
  expect(parseAtLine('+CMEE=1;+CREG?;+CNMI=?')).toEqual([
    { name: '+CMEE', op: 'set', args: ['1'] },
    { name: '+CREG', op: 'read', args: [] },
    { name: '+CNMI', op: 'test', args: [] },
  ])
})

test('an extended command may follow a basic one at once', () => {
  expect(parseAtLine('E0+CMEE=2')?.map((command) => command.name)).toEqual(['E', '+CMEE'])
})

test('a semicolon and a comma within quotes part nothing', () => {
  expect(parseAtLine('+CUSD=1,"a;b,c",15')).toEqual([
    { name: '+CUSD', op: 'set', args: ['1', 'a;b,c', '15'] },
  ])
})

test('an argument left out is null and an empty string is empty', () => {
  expect(parseAtLine('+COPS=,"",2')).toEqual([{ name: '+COPS', op: 'set', args: [null, '', '2'] }])
})

test('names are told in upper case however they were typed', () => {
  expect(parseAtLine('+csq;e0')?.map((command) => command.name)).toEqual(['+CSQ', 'E'])
})

test('an S-register is read and set by its number', () => {
  expect(parseAtLine('S3=13S5?')).toEqual([
    { name: 'S3', op: 'set', args: ['13'] },
    { name: 'S5', op: 'read', args: [] },
  ])
})

test('quotes that never close make the line ill formed', () => {
  expect(parseAtLine('+CSCA="+7916')).toBeNull()
})

test('a sign with no command is ill formed', () => {
  expect(parseAtLine('?')).toBeNull()
})

test('any text is parsed or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const commands = parseAtLine(text)
      expect(commands === null || commands.length <= text.length).toBe(true)
    }),
  )
})

test('a number out of its bounds is no number', () => {
  expect([intArg('2', 0, 1), intArg('-1', 0, 1), intArg('1e3', 0, 9999), intArg('1', 0, 1)]).toEqual([
    null,
    null,
    null,
    1,
  ])
})
