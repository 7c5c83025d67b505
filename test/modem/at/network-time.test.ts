import { describe, expect, test } from 'vitest'
import { nearestReading, parseClock, parseTimeNews } from '../../../src/main/modem/at/network-time.ts'

const NOON = Date.UTC(2026, 10, 22, 9)

describe('the modem’s clock', () => {
  test.each([
    ['+CCLK: "26/11/22,12:00:00+12"', NOON, 180],
    ['+CCLK: "26/11/22,05:30:00-14"', NOON, -210],
    ['+CCLK: "26/11/22,09:00:00"', NOON, null],
    ['+CCLK: 26/11/22,12:00:00+12', NOON, 180],
  ])('%s is that instant', (line, at, zone) => {
    expect(parseClock(line)).toMatchObject({ at, zone_minutes: zone })
  })

  test.each([
    '+CCLK: "80/01/06,00:00:12+00"',
    '+CCLK: "04/01/01,00:00:12+00"',
    '+CCLK: "70/01/01,00:00:12+00"',
    '+CCLK: "26/02/30,00:00:12+00"',
    '+CCLK: "26/13/01,00:00:12+00"',
    '+CCLK: ""',
    '+CSQ: 20,99',
  ])('%s tells no time', (line) => {
    expect(parseClock(line)).toBeNull()
  })
})

describe('the cell’s time', () => {
  test.each([
    ['+CTZV: +12,"26/11/22,12:00:00"', 180],
    ['+CTZE: "+12",0,"2026/11/22,12:00:00"', 180],
    ['*PSUTTZ: 2026,11,22,9,0,0,"+12",0', 180],
    ['+NITZ: 26/11/22,12:00:00+12,0', 180],
  ])('%s is that instant', (line, zone_minutes) => {
    expect(parseTimeNews(line)).toMatchObject({ at: NOON, zone_minutes })
  })

  test('of a Huawei, which writes UTC beside the zone, is read as the PC’s clock agrees', () => {
    const time = parseTimeNews('^NWTIME: 26/11/22,09:00:00+12,00')
    if (time === null) throw new Error('not read')
    expect(nearestReading(time, NOON + 90_000)).toBe(NOON)
    expect(nearestReading(time, NOON + 86_400_000)).toBe(NOON - 3 * 3_600_000)
  })

  test.each(['+CTZV: 12', '+CREG: 1', '*PSUTTZ: soon', '^RSSI:20'])('%s tells none', (line) => {
    expect(parseTimeNews(line)).toBeNull()
  })
})
