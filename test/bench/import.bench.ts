import iconv from 'iconv-lite'
import { type BenchCore, openBenchCore, planned } from './bench-core.ts'
import { person } from './big-office.ts'
import { timedWithDelay } from './measure.ts'
import { atMost, type BenchRow, told } from './row.ts'

const money = (kop: number): string => `${Math.floor(kop / 100)},${String(kop % 100).padStart(2, '0')}`

/** A provider's file of charges as most of them come: cp1251, `;`, a header, sums with a comma. */
export const registryFile = (rows: number, period: string, due: string): Uint8Array => {
  const lines = ['Лицевой счёт;ФИО;Адрес;Период;Начислено;Срок оплаты']
  for (let index = 0; lines.length <= rows; index += 1) {
    if (index % 10_000 === 0) continue
    const { number, name, address, amount_kop } = person(index)
    lines.push([number, name, address, period, money(amount_kop), due].join(';'))
  }
  // A plain array of octets, as a window's message brings it.
  return new Uint8Array(iconv.encode(`${lines.join('\r\n')}\r\n`, 'win1251'))
}

const importOne = async (office: BenchCore, bytes: Uint8Array, fileName: string) => {
  let id = 0
  let matched = 0
  const input = { fileName, bytes, serviceId: 1, kind: 'charge', asOfDay: null, encoding: null } as const
  const preview = await timedWithDelay(async () => {
    const view = await office.get('registries.preview', input)
    id = view.id
    matched = view.matched
  })
  const post = await timedWithDelay(() => office.get('registries.post', { id }))
  await planned(office)
  return { preview, post, matched, time_ms: preview.time_ms + post.time_ms }
}

/** A registry of every account of the office, previewed and posted by the calls that the screen makes. */
export const benchImport = async (folder: string, rows: number): Promise<BenchRow[]> => {
  const office = await openBenchCore(folder)
  await planned(office)
  const tenth = await importOne(office, registryFile(rows / 10, '11.2026', '15.12.2026'), 'tenth.txt')
  const whole = await importOne(office, registryFile(rows, '12.2026', '15.01.2027'), 'whole.txt')
  await office.stop()
  if (whole.matched < rows * 0.999) throw new Error(`${whole.matched} rows of ${rows} were matched`)
  const name = `import of ${rows} rows`
  return [
    rows === 100_000
      ? atMost(`${name}, matched and posted`, whole.time_ms, 'ms', 4000)
      : told(`${name}, matched and posted`, whole.time_ms, 'ms'),
    told(`${name}, preview`, whole.preview.time_ms, 'ms'),
    told(`${name}, preview, processor time of the core`, whole.preview.cpu_ms, 'ms'),
    told(`${name}, post`, whole.post.time_ms, 'ms'),
    told(`${name}, post, processor time of the core`, whole.post.cpu_ms, 'ms'),
    atMost(`${name}, longest slice of the preview`, whole.preview.delay_ms, 'ms', 50),
    atMost(`${name}, longest slice of the post`, whole.post.delay_ms, 'ms', 50),
    told(`import of ${rows / 10} rows, matched and posted`, tenth.time_ms, 'ms'),
    atMost('import, 10× the rows', whole.time_ms / tenth.time_ms, '× the time', 12),
  ]
}
