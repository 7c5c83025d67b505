/** Codes of errors that a modem spells out, whatever AT+CMEE it was told (3GPP TS 27.007, 9.2). */
const CME: ReadonlyMap<string, number> = new Map([
  ['operation not allowed', 3],
  ['operation not supported', 4],
  ['sim not inserted', 10],
  ['sim pin required', 11],
  ['sim puk required', 12],
  ['sim failure', 13],
  ['sim busy', 14],
  ['sim wrong', 15],
  ['incorrect password', 16],
  ['memory full', 20],
  ['invalid index', 21],
  ['memory failure', 23],
  ['no network service', 30],
  ['network timeout', 31],
  ['unknown', 100],
])

/** The same for messages (3GPP TS 27.005, 3.2.5). */
const CMS: ReadonlyMap<string, number> = new Map([
  ['me failure', 300],
  ['operation not allowed', 302],
  ['operation not supported', 303],
  ['invalid pdu mode parameter', 304],
  ['sim not inserted', 310],
  ['sim pin required', 311],
  ['sim pin necessary', 311],
  ['sim failure', 313],
  ['sim busy', 314],
  ['sim wrong', 315],
  ['sim puk required', 316],
  ['memory failure', 320],
  ['invalid memory index', 321],
  ['memory full', 322],
  ['smsc address unknown', 330],
  ['no network service', 331],
  ['network timeout', 332],
  ['unknown error', 500],
])

/** The code of an error in words; null for words that are in no table. */
export function codeOfText(family: 'cms' | 'cme', text: string): number | null {
  return (family === 'cms' ? CMS : CME).get(text.trim().toLowerCase()) ?? null
}
