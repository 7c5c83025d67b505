import { parse } from 'csv-parse/sync'
import type { RegistryProfile } from '../../app/ports/registry-profile.ts'

type Dialect = Pick<RegistryProfile, 'separator' | 'quote'>

/** How many lines one quoted cell may take. */
export const longestRecord_lines = 10

/** Splits one record into cells by RFC 4180; null when a quotation mark in it never closes. */
export function splitCells(text: string, dialect: Dialect): readonly string[] | null {
  const { separator, quote } = dialect
  // Without a quotation mark the rules of RFC 4180 come down to this, many times faster.
  if (quote === null || !text.includes(quote)) return text.split(separator)
  try {
    const records = parse(text, {
      delimiter: separator,
      quote,
      escape: quote,
      record_delimiter: '\r\n',
      relax_quotes: true,
      relax_column_count: true,
    })
    const cells = records[0]
    return records.length === 1 && cells !== undefined ? cells : null
  } catch {
    // The parser throws on a quotation mark without its pair: said by the null.
    return null
  }
}

/** Whether the quotation marks of a line pair off; a record goes on to the next line only when they do not. */
export function quotesPair(text: string, quote: string): boolean {
  let count = 0
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) count++
  return count % 2 === 0
}
