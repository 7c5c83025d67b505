import { describe, expect, test } from 'vitest'
import { toLatin } from '../../src/main/domain/latin-letters.ts'
import { measureText } from '../../src/main/modem/pdu/segments.ts'

describe('Russian in Latin letters', () => {
  test.each([
    ['Квиток: вода 100234, долг 1842,50р', 'Kvitok: voda 100234, dolg 1842,50r'],
    ['Щи', 'Shchi'],
    ['ЩИ и Я', 'SHCHI i Ya'],
    ['объезд, пальто, ёж', 'obezd, palto, yozh'],
    ['«Оплата» — №5…', '"Oplata" - N5...'],
    ['ОТКАЗ: СТОП', 'OTKAZ: STOP'],
    ['Plain text, 100%', 'Plain text, 100%'],
  ])('%s', (russian, latin) => {
    expect(toLatin(russian)).toBe(latin)
  })

  test('every letter of the alphabet, large and small, fits the 7-bit alphabet', () => {
    const alphabet = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ«»—–№…₽'
    expect(measureText(toLatin(alphabet)).encoding).toBe('gsm7')
  })

  test('a letter written as two characters is one letter', () => {
    expect(toLatin('\u0438\u0306\u0435\u0308')).toBe('yyo')
  })
})
