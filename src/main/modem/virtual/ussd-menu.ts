import type { UssdNode } from './context.ts'

const end = (text: string): UssdNode => ({ text, replies: {} })
const balance = end('Баланс: 123,45 р.')

/** The operator's menu: the balance at *100# and a menu at *111#. */
export const defaultUssd: ReadonlyMap<string, UssdNode> = new Map([
  ['*100#', balance],
  [
    '*111#',
    {
      text: '1. Баланс\n2. Тариф\n0. Выход',
      replies: { '1': balance, '2': end('Тариф «Касса»: SMS 1,50 р.'), '0': end('До свидания') },
    },
  ],
])
