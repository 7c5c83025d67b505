import { type Day, dayFrom } from '../../shared/days.ts'
import type { CalendarYear, DayType } from './production-calendar.ts'

/** Why a calendar file was refused; `line` counts from 1, 0 speaks of the file as a whole. */
export interface CalendarRefusal {
  readonly reason:
    | 'too-large'
    | 'not-a-calendar'
    | 'unexpected'
    | 'country'
    | 'year'
    | 'day'
    | 'twice'
    | 'empty'
  readonly line: number
}

export type CalendarReading =
  | { readonly ok: true; readonly year: CalendarYear }
  | { readonly ok: false; readonly refusal: CalendarRefusal }

interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly shape: 'open' | 'close' | 'empty'
  readonly line: number
}

const longestFile = 65_536
const token = /\s*(?:<!--(?:(?!--)[\s\S])*-->|<(\/?)([a-z]+)((?:\s+[a-z]+="[^"<&]*")*)\s*(\/?)>)/y
const dayTypes: ReadonlyMap<string, DayType> = new Map([
  ['1', 'off'],
  ['2', 'short'],
  ['3', 'working'],
])
// A closed list of what may stand inside what: no document type, no entities, no text, no unknown element.
const parents: ReadonlyMap<string, string> = new Map(
  Object.entries({
    calendar: '',
    holidays: 'calendar',
    days: 'calendar',
    holiday: 'holidays',
    day: 'days',
  }),
)

/**
 * Reads a year of the form of the public xmlcalendar data (`d` = MM.DD, `t` = 1 off, 2 short, 3 working weekend).
 * Anything outside that form is refused with its reason and line.
 */
export function readCalendarXml(text: string, status: CalendarYear['status']): CalendarReading {
  if (text.length > longestFile) return refuse('too-large', 0)
  const tags = readTags(text.replace(/^\ufeff/, ''))
  if (!Array.isArray(tags)) return { ok: false, refusal: tags }
  const misplaced = checkNesting(tags)
  if (misplaced) return { ok: false, refusal: misplaced }
  const [root] = tags
  if (!root) return refuse('not-a-calendar', 0)
  if ((root.attributes.get('country') ?? 'ru') !== 'ru') return refuse('country', root.line)
  const year = Number(root.attributes.get('year'))
  if (dayFrom(year, 1, 1) === null) return refuse('year', root.line)
  return readDays(
    year,
    status,
    tags.filter((tag) => tag.name === 'day'),
  )
}

function readDays(year: number, status: CalendarYear['status'], tags: readonly Tag[]): CalendarReading {
  const days: Record<Day, DayType> = {}
  for (const { attributes, line } of tags) {
    const match = /^(\d{2})\.(\d{2})$/.exec(attributes.get('d') ?? '')
    const day = match ? dayFrom(year, Number(match[1]), Number(match[2])) : null
    const type = dayTypes.get(attributes.get('t') ?? '')
    if (day === null || type === undefined) return refuse('day', line)
    if (days[day] !== undefined) return refuse('twice', line)
    days[day] = type
  }
  if (tags.length === 0) return refuse('empty', 0)
  return { ok: true, year: { year, status, days } }
}

function readTags(text: string): Tag[] | CalendarRefusal {
  const tags: Tag[] = []
  let at = /^<\?xml(?:\s+[a-z]+="[^"<&]*")*\s*\?>/.exec(text)?.[0].length ?? 0
  let line = lines(text.slice(0, at)) + 1
  while (text.slice(at).trim() !== '') {
    token.lastIndex = at
    const match = token.exec(text)
    if (!match) return { reason: tags.length === 0 ? 'not-a-calendar' : 'unexpected', line }
    line += lines(match[0])
    at = token.lastIndex
    const [, closing, name, attributes, empty] = match
    if (name === undefined) continue
    const shape = closing ? 'close' : empty ? 'empty' : 'open'
    tags.push({ name, attributes: readAttributes(attributes ?? ''), shape, line })
  }
  return tags
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/([a-z]+)="([^"]*)"/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

function checkNesting(tags: readonly Tag[]): CalendarRefusal | null {
  const open: string[] = []
  let roots = 0
  for (const { name, shape, line } of tags) {
    const parent = open.at(-1) ?? ''
    if (shape === 'close') {
      if (open.pop() !== name) return { reason: 'unexpected', line }
      continue
    }
    if (parents.get(name) !== parent)
      return { reason: open.length === 0 ? 'not-a-calendar' : 'unexpected', line }
    if (parent === '') roots += 1
    if (shape === 'open') open.push(name)
  }
  return open.length === 0 && roots === 1 ? null : { reason: 'unexpected', line: tags.at(-1)?.line ?? 0 }
}

function lines(text: string): number {
  return text.split('\n').length - 1
}

function refuse(reason: CalendarRefusal['reason'], line: number): CalendarReading {
  return { ok: false, refusal: { reason, line } }
}
