import type { TFunction } from 'i18next'

/** Families of reasons whose second half is a code of the network or of the modem. */
const coded = /^(permanent|our-bug|barred|soon|later|device|report):(.*)$/

/** Why a message is where it is, in words; the network's own code follows for those who will look it up. */
export function reasonWords(t: TFunction<'messages'>, reason: string): string {
  const match = coded.exec(reason)
  if (match === null) return t(`reason.${reason.replaceAll(':', '-')}`, { defaultValue: reason })
  const [, family = '', code = ''] = match
  // A code alone says too little: 30 is an unknown subscriber to the network and no network to the modem.
  const known = t(`network.${family}-${code}`, { defaultValue: '' })
  const words = known === '' ? t(`reason.${family}`) : known
  return code === '' ? words : t('reason.withCode', { words, code })
}
