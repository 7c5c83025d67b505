import { SimTerms } from '../../../shared/contract/sim-terms.ts'
import { anyBalance, questionFor } from '../../domain/sim-balance.ts'
import { lastRead } from '../ports/last-read.ts'

/** What a card begins with: the office's caps, its operator's balance code, a person's pace in a real office. */
export const firstTerms = (imsi: string, kind: 'training' | 'real'): SimTerms => {
  // The invented operator knows one code, whatever the card's network.
  const question = kind === 'training' ? { code: '*100#', pattern: anyBalance } : questionFor(imsi)
  return {
    perMinute: null,
    perHour: null,
    perDay: null,
    perMonth: null,
    pauseMin_ms: kind === 'real' ? 800 : 0,
    pauseMax_ms: kind === 'real' ? 3200 : 0,
    price_kop: null,
    reserve_kop: 3000,
    warnBelow_kop: 5000,
    balanceCode: question?.code ?? null,
    balancePattern: question?.pattern ?? anyBalance,
    balanceDaily: true,
    balanceEvery_parts: 100,
    storedSends: false,
  }
}

/** Terms as the store has them; throws where they are none (a bug: only this program writes them). */
export const parseTerms = lastRead((text): SimTerms => SimTerms.parse(JSON.parse(text)))

/** A card whose IMSI the modem does not tell is counted under this word. */
export const unnamedSim = 'unknown'

/** No card row, no caps of its own. */
export const noTerms: SimTerms = {
  ...firstTerms('', 'training'),
  warnBelow_kop: null,
  balanceCode: null,
}
