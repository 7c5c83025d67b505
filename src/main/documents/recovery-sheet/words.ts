import { wordsOf } from '../../../shared/passphrase.ts'
import type { RecoverySheetData } from '../../app/ports/documents.ts'

interface SheetWords {
  readonly title: string
  readonly office: string
  readonly made: string
  readonly officeId: string
  readonly folder: string
  readonly words: string
  readonly phrase: string
  readonly typing: string
  readonly what: string
  readonly whatText: string
  readonly how: string
  readonly steps: readonly string[]
  readonly lost: string
  readonly losses: readonly string[]
  readonly keptAt: string
  readonly received: string
  readonly date: string
}

const ru: SheetWords = {
  title: 'Лист восстановления',
  office: 'Офис',
  made: 'Составлен',
  officeId: 'Номер офиса',
  folder: 'Папка копий на носителе',
  words: 'Слова по порядку',
  phrase: 'Фраза',
  typing:
    'Вводить по порядку, через пробел. Большие и маленькие буквы, «ё» и «е», лишние пробелы и точка в конце значения не имеют.',
  what: 'Для чего этот лист',
  whatText:
    'Данные офиса и все их копии зашифрованы. Эти слова открывают их на любом компьютере. Кто знает слова и держит в руках копию, прочтёт всё: храните лист не в кассе и не рядом с компьютером, никому его не фотографируйте и не пересылайте.',
  how: 'Как восстановить офис',
  steps: [
    'Поставьте программу «Квиток» на исправный компьютер и запустите её с новой, пустой папкой офиса.',
    'На первом экране выберите «Восстановить из копии».',
    'Вставьте флешку или диск с копиями и укажите папку копий (её имя выше) или файл копии, kvitok-….kvs.',
    'Посмотрите, от какого числа копия, введите слова этого листа и дождитесь конца.',
    'Войдите своим PIN. Рассылка стоит, пока вы не посмотрите очередь. Платежи, принятые после копии, внесите по квитанциям.',
  ],
  lost: 'Что можно потерять',
  losses: [
    'Потерян компьютер: копия и этот лист возвращают всё, что было на день копии.',
    'Потерян лист: пока офис открывается, задайте новые слова в «Настройка», «Сохранность» и напечатайте новый лист. Копии, сделанные до этого, открывает только прежний лист.',
    'Потеряны и компьютер, и лист: данные офиса не откроет никто, подсказать слова некому.',
  ],
  keptAt: 'Где хранится',
  received: 'Лист получил(а), слова прочёл(ла)',
  date: 'дата',
}

const en: SheetWords = {
  title: 'Recovery sheet',
  office: 'Office',
  made: 'Made on',
  officeId: 'Office number',
  folder: 'Folder of the copies',
  words: 'The words in their order',
  phrase: 'The passphrase',
  typing:
    'Type them in order with spaces between. Case, extra spaces and a full stop at the end do not matter.',
  what: 'What this sheet is for',
  whatText:
    'The office’s data and all their copies are encrypted. These words open them on any computer. Who knows the words and holds a copy can read everything: keep the sheet away from the till and the computer, do not photograph it, do not send it to anybody.',
  how: 'How to restore the office',
  steps: [
    'Install Kvitok on a sound computer and start it with a new, empty office folder.',
    'On its first screen choose “Restore from a copy”.',
    'Plug in the stick or disk with the copies and name the folder of the copies (above) or a copy’s file, kvitok-….kvs.',
    'See of what day the copy is, type the words of this sheet and wait for the end.',
    'Log in with your PIN. Nothing is sent until you have looked at the queue. Enter the payments taken after the copy from their receipts.',
  ],
  lost: 'What can be lost',
  losses: [
    'The computer is lost: a copy and this sheet bring back everything as of the copy’s day.',
    'The sheet is lost: as long as the office opens, choose new words in Settings, Safety and print a new sheet. Copies made before are opened by the former sheet only.',
    'The computer and the sheet are both lost: nobody can open the office’s data, and nobody can tell the words.',
  ],
  keptAt: 'Kept at',
  received: 'Received and read by',
  date: 'date',
}

export const sheetWords = (lang: RecoverySheetData['lang']): SheetWords => (lang === 'ru' ? ru : en)

const most = 12
const longest = 14

/** The words to be numbered; null for a passphrase that is a text rather than a list of words. */
export function numberedWords(passphrase: string): readonly string[] | null {
  const words = wordsOf(passphrase)
  return words.length >= 4 && words.length <= most && words.every((word) => word.length <= longest)
    ? words
    : null
}
