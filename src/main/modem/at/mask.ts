import { parseFinal } from './lines.ts'

type Direction = 'to-modem' | 'from-modem'

/** Answers to these are the modem's own names; other bare lines may be texts of messages. */
const NAMES = /^AT(?:I\d?|\+(?:C?GMI|C?GMM|C?GMR))$/
/** Lines whose quotes hold names of memories, networks, times or character sets. */
const OPEN_QUOTES = /^(?:AT)?\+(?:COPS|CPMS|CSCS|CMTI|CDSI|CCLK|CTZ[VERU]|CREG|CEREG|CGREG|CPIN\?|CSMS)\b/
const MEMORY = /^[A-Z]{2}$/
const HEX = /\b(?:[0-9A-Fa-f]{2}){6,}\b/g
const DIGITS = /\+?\d{5,}/g

/**
 * Makes lines fit to be given away: PDUs, texts, phone numbers, PINs and the numbers of card and modem become their
 * lengths; commands, codes and names stay. Lines go in as they went over the link.
 */
export function createMask(): (direction: Direction, line: string) => string {
  let asked = ''
  return (direction, line) => {
    if (direction === 'to-modem') {
      if (!/^AT/i.test(line)) return hidden(line)
      asked = line
      return known(line)
    }
    if (line === asked || parseFinal(line) !== null || /^[+^*][A-Z]/.test(line)) return known(line)
    if (NAMES.test(asked) && line.length <= 60) return digitsHidden(line)
    return /^(?:RING|RDY|>|Call Ready|SMS Ready|NORMAL POWER DOWN)$/.test(line) ? line : hidden(line)
  }
}

function known(line: string): string {
  if (/^AT\+(?:CPIN|CLCK|CPWD)=/.test(line)) return line.replace(/=.*$/, '=…')
  const opened = OPEN_QUOTES.test(line)
  const quotes = line.replace(/"([^"]*)"?/g, (all, inside: string) =>
    inside === '' || MEMORY.test(inside) || (opened && !/\d{5,}/.test(inside)) ? all : `"${hidden(inside)}"`,
  )
  return digitsHidden(quotes)
}

function digitsHidden(text: string): string {
  return text.replace(HEX, hidden).replace(DIGITS, hidden)
}

function hidden(text: string): string {
  return `…${text.length}…`
}
