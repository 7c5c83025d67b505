/** True when a phone number fits a pattern in which `*` stands for any run of characters: `+7900*`. */
export function fitsNumber(number: string, pattern: string): boolean {
  const expression = pattern
    .split('*')
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${expression}$`, 'u').test(number)
}
