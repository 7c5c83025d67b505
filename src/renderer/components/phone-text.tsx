import { formatPhone } from '../../shared/phone-format.ts'

/** `+7 912 345-67-89`, never broken over two lines. */
export function PhoneText({ e164 }: { readonly e164: string }) {
  return <span className="kv-phone">{formatPhone(e164)}</span>
}
