/** Letters of Russian text, per ten thousand, from а to я by their order in the alphabet; ё apart. */
const perTenThousand = [
  801, 159, 454, 170, 298, 845, 94, 165, 735, 121, 349, 440, 321, 670, 1097, 281, 473, 547, 626, 262, 26, 97,
  48, 144, 73, 36, 4, 190, 174, 32, 64, 201,
]
const smallA = 0x430
const bigA = 0x410
const yo = 'ёЁ'
const ordinary = '«»„“”№–—…’·°\u00a0'
const rareLetter_bits = 2
const foreign_bits = -6
const plausible_bits = 7.5
const caseFault_bits = 6

export interface CyrillicVerdict {
  /** Mean bits per letter: about 8.9 for Russian, far less for the same bytes in another encoding. */
  readonly score: number
  readonly letters: number
  /** Whether this could be Russian at all. */
  readonly plausible: boolean
}

/** How Russian a decoded text looks: how common its letters are, and whether a capital follows a small letter. */
export function judgeCyrillic(text: string): CyrillicVerdict {
  let bits = 0
  let letters = 0
  let afterSmall = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) {
      afterSmall = false
      continue
    }
    const small = code >= smallA && code < smallA + 32
    const big = code >= bigA && code < bigA + 32
    if (small || big) {
      bits += Math.log2(perTenThousand[small ? code - smallA : code - bigA] ?? 1)
      if (big && afterSmall) bits -= caseFault_bits
      letters++
    } else if (!ordinary.includes(text.charAt(at))) {
      bits += yo.includes(text.charAt(at)) ? rareLetter_bits : foreign_bits
      letters++
    }
    afterSmall = small
  }
  const score = letters === 0 ? 0 : bits / letters
  return { score, letters, plausible: score >= plausible_bits }
}
