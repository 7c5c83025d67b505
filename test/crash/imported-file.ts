const rows = 250

/** A provider's registry of so many charges for accounts that nobody knows yet; each number gives other sums. */
export const importedFile = (number: number): Uint8Array => {
  const month = String(1 + (number % 12)).padStart(2, '0')
  const period = `${month}.${2027 + Math.floor(number / 12)}`
  const lines = Array.from({ length: rows }, (_, index) => {
    const sum = `${100 + ((index * 31 + number * 17) % 900)},${String(10 + (index % 90))}`
    return `7${String(index).padStart(5, '0')};Проверкин ${index};${period};${sum};15.01.2027`
  })
  return new TextEncoder().encode(
    `${['Лицевой счёт;ФИО;Период;Начислено;Срок оплаты', ...lines].join('\r\n')}\r\n`,
  )
}
