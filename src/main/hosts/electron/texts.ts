/** The few texts that the host shows itself; everything else is the page's. */
export interface HostTexts {
  readonly program: string
  readonly show: string
  readonly quit: string
  readonly menu: {
    readonly office: string
    readonly newWindow: string
    readonly closeWindow: string
    readonly edit: string
    readonly view: string
  }
  readonly closing: {
    readonly title: string
    readonly question: (waiting: number) => string
    readonly detail: string
    readonly background: string
    readonly quit: string
    readonly stay: string
  }
  readonly failure: {
    readonly start: string
    readonly crash: string
  }
}

const ru: HostTexts = {
  program: 'Квиток',
  show: 'Открыть окно',
  quit: 'Выйти',
  menu: {
    office: 'Офис',
    newWindow: 'Новое окно',
    closeWindow: 'Закрыть окно',
    edit: 'Правка',
    view: 'Вид',
  },
  closing: {
    title: 'Есть неотправленные сообщения',
    question: (waiting) => `Ждут отправки: ${waiting}`,
    detail: 'Без окна программа может отправлять дальше. Если выйти, они уйдут после следующего запуска.',
    background: 'Отправлять без окна',
    quit: 'Выйти',
    stay: 'Остаться',
  },
  failure: {
    start: 'Офис не открылся',
    crash: 'Программа остановилась из-за ошибки и не смогла запуститься снова. Всё подтверждённое сохранено.',
  },
}

const en: HostTexts = {
  program: 'Kvitok',
  show: 'Open a window',
  quit: 'Quit',
  menu: {
    office: 'Office',
    newWindow: 'New window',
    closeWindow: 'Close window',
    edit: 'Edit',
    view: 'View',
  },
  closing: {
    title: 'Messages are waiting',
    question: (waiting) => `Waiting to be sent: ${waiting}`,
    detail: 'The program can go on sending without a window. If you quit, they leave after the next start.',
    background: 'Send without a window',
    quit: 'Quit',
    stay: 'Stay',
  },
  failure: {
    start: 'The office did not open',
    crash: 'The program stopped because of an error and could not start again. What was confirmed is saved.',
  },
}

/** @param locale the system's, as BCP 47; Russian unless it says English. */
export function hostTexts(lang: 'ru' | 'en' | null, locale: string): HostTexts {
  const chosen = lang ?? (locale.toLowerCase().startsWith('en') ? 'en' : 'ru')
  return chosen === 'en' ? en : ru
}
