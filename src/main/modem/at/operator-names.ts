/** Names of networks by country and network code (ITU-T E.212), for modems that tell the code alone. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['25001', 'МТС'],
  ['25002', 'МегаФон'],
  ['25011', 'Yota'],
  ['25020', 't2'],
  ['25035', 'Мотив'],
  ['25099', 'билайн'],
  ['25701', 'A1 (BY)'],
  ['25702', 'МТС (BY)'],
  ['25704', 'life:) (BY)'],
  ['40101', 'Beeline (KZ)'],
  ['40102', 'Kcell (KZ)'],
  ['40177', 'Tele2 (KZ)'],
])

/** An operator as AT+COPS? tells it, for a person: a code by its name, a name in UCS2 hex as text. */
export function operatorName(told: string): string {
  if (/^\d{5,6}$/.test(told)) return NAMES.get(told) ?? told
  // Every unit of the Latin or Cyrillic block: the hex of a modem that was left in UCS2.
  if (!/^(?:0[04][0-9A-Fa-f]{2}){2,}$/.test(told)) return told
  return told.replace(/.{4}/g, (unit) => String.fromCharCode(Number.parseInt(unit, 16)))
}
