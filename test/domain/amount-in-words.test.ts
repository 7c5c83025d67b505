import { describe, expect, test } from 'vitest'
import { amountInWords } from '../../src/main/domain/amount-in-words.ts'

describe('a sum in words', () => {
  test.each([
    [123456, 'Одна тысяча двести тридцать четыре рубля 56 копеек'],
    [184250, 'Одна тысяча восемьсот сорок два рубля 50 копеек'],
    [187935, 'Одна тысяча восемьсот семьдесят девять рублей 35 копеек'],
    [100, 'Один рубль 00 копеек'],
    [1, 'Ноль рублей 01 копейка'],
    [200002, 'Две тысячи рублей 02 копейки'],
    [1100000011, 'Одиннадцать миллионов рублей 11 копеек'],
  ])('%i kopecks', (kopecks, words) => {
    expect(amountInWords(kopecks)).toBe(words)
  })
})
