import type { ModemState } from '../../app/ports/modem.ts'

export interface StateKeeper {
  current(): ModemState
  /** Tells the listener when something differs from before. */
  change(news: Partial<ModemState>): void
}

export const OFF_STATE: ModemState = {
  phase: 'off',
  problem: null,
  port: null,
  manufacturer: null,
  model: null,
  imei: null,
  imsi: null,
  iccid: null,
  ownNumber: null,
  operator: null,
  registered: false,
  roaming: false,
  signal_dbm: null,
  bars: 0,
  storageUsed: null,
  storageTotal: null,
  serviceCentre: null,
  networkTime: null,
  storedSends: false,
}

/** What is forgotten when the link goes: all that only a live modem can say. */
export const UNKNOWN_DEVICE: Partial<ModemState> = {
  imsi: null,
  iccid: null,
  ownNumber: null,
  operator: null,
  registered: false,
  roaming: false,
  signal_dbm: null,
  bars: 0,
  storageUsed: null,
  storageTotal: null,
  serviceCentre: null,
  storedSends: false,
}

export function createStateKeeper(listener: (state: ModemState) => void): StateKeeper {
  let state = OFF_STATE
  return {
    current: () => state,
    change(news) {
      const next: ModemState = { ...state, ...news }
      if (sameState(state, next)) return
      state = next
      listener(next)
    },
  }
}

function sameState(left: ModemState, right: ModemState): boolean {
  const other = new Map(Object.entries(right))
  return Object.entries(left).every(([name, value]) => other.get(name) === value)
}
