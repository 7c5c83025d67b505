import { formatPhone } from '../../../shared/phone-format.ts'
import type { Card } from './caps-bars.tsx'

/** What a person calls a card: its title and number, the end of its IMSI where the number is not known. */
export const cardName = (card: Pick<Card, 'title' | 'number' | 'imsi'>): string => {
  const number = card.number === null ? `IMSI …${card.imsi.slice(-6)}` : formatPhone(card.number)
  return card.title === '' ? number : `${card.title}, ${number}`
}
