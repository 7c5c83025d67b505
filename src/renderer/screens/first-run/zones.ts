/** Russia's zones from west to east, by a city that everybody knows. */
const russian = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Krasnoyarsk',
  'Asia/Novosibirsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
]

export interface ZoneChoice {
  readonly value: string
  readonly label: string
}

/** Every time zone the browser knows, Russia's first, with its offset at `now` (UTC ms). */
export function zoneChoices(now: number): ZoneChoice[] {
  const rest = Intl.supportedValuesOf('timeZone').filter((name) => !russian.includes(name))
  return [...russian, ...rest].map((value) => ({ value, label: `${value} (${offsetOf(value, now)})` }))
}

function offsetOf(timeZone: string, now: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return name.replace('GMT', 'UTC')
}
