import { letterLimit, longestValues, type TemplateKind, type TemplateVariable } from './default-templates.ts'

/** The values of a text, already written as the client reads them. */
export type TemplateValues = Readonly<Partial<Record<TemplateVariable, string>>>

/** What is wrong with an edited text. */
export type TemplateFault =
  | { readonly code: 'template.variable'; readonly details: { readonly name: string } }
  | { readonly code: 'template.brackets'; readonly details: { readonly at: number } }
  | { readonly code: 'template.missing'; readonly details: { readonly word: string } }
  | {
      readonly code: 'template.too-long'
      readonly details: { readonly letters: number; readonly limit: number }
    }

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'optional'; readonly pieces: readonly Piece[] }

// A reminder that cannot be refused and advertising that cannot be stopped are not sent at all.
const requiredWords: Readonly<Partial<Record<TemplateKind, readonly string[]>>> = {
  reminder: ['СТОП', 'БЫЛО', '{account}', '{debt}'],
  overdue: ['СТОП', 'БЫЛО', '{account}', '{debt}'],
  campaign: ['СТОП', '{text}'],
  order: ['{code}', '{total}'],
  stop: ['СТОП ВСЕ'],
}

/**
 * Writes a text with its values. `[…]` is left out when one of its variables has none; a variable outside
 * brackets with no value is a bug of the caller and throws.
 */
export function renderTemplate(template: string, values: TemplateValues): string {
  const pieces = readTemplate(template)
  if (!Array.isArray(pieces)) throw new Error(`a broken template was kept: ${pieces.code}`)
  const known = new Map(Object.entries(values).map(([name, value]) => [name, oneLine(value)]))
  const text = write(pieces, (name) => known.get(name))
  if (text === null) throw new Error(`a text has no value for one of: ${variablesOf(pieces).join(', ')}`)
  return text
}

/** Checks an edited text: its variables, the words it must keep, its length at the longest values. */
export function checkTemplate(kind: TemplateKind, template: string): TemplateFault | null {
  const pieces = readTemplate(template)
  if (!Array.isArray(pieces)) return pieces
  const widths: ReadonlyMap<string, number> = new Map(Object.entries(longestValues))
  const stranger = variablesOf(pieces).find((name) => !widths.has(name))
  if (stranger !== undefined) return { code: 'template.variable', details: { name: stranger } }
  const missing = requiredWords[kind]?.find((word) => !template.includes(word))
  if (missing !== undefined) return { code: 'template.missing', details: { word: missing } }
  const letters = write(pieces, (name) => 'Ш'.repeat(widths.get(name) ?? 0))?.length ?? 0
  const limit = letterLimit(kind)
  return letters > limit ? { code: 'template.too-long', details: { letters, limit } } : null
}

/** Letters of a text at its longest values: what the editor shows beside the limit. */
export function longestLetters(template: string): number {
  const pieces = readTemplate(template)
  if (!Array.isArray(pieces)) return template.length
  const widths: ReadonlyMap<string, number> = new Map(Object.entries(longestValues))
  return write(pieces, (name) => 'Ш'.repeat(widths.get(name) ?? 0))?.length ?? 0
}

/** A name cut to what the texts have room for, a cut word losing its last letters, never a half of an emoji. */
export function fitName(name: string, letters = 8): string {
  let fitted = ''
  for (const letter of oneLine(name)) {
    if (fitted.length + letter.length > letters) break
    fitted += letter
  }
  return fitted.trimEnd()
}

/**
 * True when a text praises or promises something: such words in a service message make it advertising
 * (38-ФЗ, ст. 3, 18), so the editor warns.
 */
export function soundsLikeAd(text: string): boolean {
  return /скид(?:к|ок)|акци[яию]|подар(?:ок|к)|бонус|выгод|кэшб[еэ]к|розыгрыш|распродаж/iu.test(text)
}

function readTemplate(template: string): Piece[] | TemplateFault {
  const pieces: Piece[] = []
  let optional: Piece[] | null = null
  for (const { 0: part, index: at } of template.matchAll(/\{[^{}[\]]*\}|[[\]{}]|[^[\]{}]+/g)) {
    if (part === '{' || part === '}') return { code: 'template.brackets', details: { at } }
    if (part === '[') {
      if (optional) return { code: 'template.brackets', details: { at } }
      optional = []
    } else if (part === ']') {
      if (!optional) return { code: 'template.brackets', details: { at } }
      pieces.push({ kind: 'optional', pieces: optional })
      optional = null
    } else {
      const piece: Piece = part.startsWith('{')
        ? { kind: 'variable', name: part.slice(1, -1) }
        : { kind: 'text', text: part }
      ;(optional ?? pieces).push(piece)
    }
  }
  return optional ? { code: 'template.brackets', details: { at: template.length } } : pieces
}

function write(pieces: readonly Piece[], lookUp: (name: string) => string | undefined): string | null {
  let text = ''
  for (const piece of pieces) {
    const written =
      piece.kind === 'text'
        ? piece.text
        : piece.kind === 'variable'
          ? lookUp(piece.name)
          : (write(piece.pieces, lookUp) ?? '')
    if (written === undefined) return null
    text += written
  }
  return text
}

function variablesOf(pieces: readonly Piece[]): readonly string[] {
  return pieces.flatMap((piece) =>
    piece.kind === 'variable' ? [piece.name] : piece.kind === 'optional' ? variablesOf(piece.pieces) : [],
  )
}

function oneLine(value: string): string {
  return value.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
