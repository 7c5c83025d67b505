import { readBooks } from './account-books.ts'
import { checkAccount } from './account-rules.ts'
import { lastId, type Pass } from './pass.ts'

/** Rows of a slice that are compared in a few milliseconds; an account has tens of them, or thousands. */
const rowsWanted = 1500
const accounts_max = 200

/** Balances of accounts, bills and payments against the ledger. */
export const accountPass: Pass = {
  tables: ['account'],
  *run({ read, notes }) {
    const last = lastId(read, 'account')
    let accounts = 20
    for (let after = 0; after < last; ) {
      const upTo = Math.min(last, after + accounts)
      const { books, rows } = readBooks(read, { after, upTo })
      for (const one of books) checkAccount(one, notes)
      yield upTo - after
      after = upTo
      const fitting = Math.floor((accounts * rowsWanted) / Math.max(1, rows))
      accounts = Math.max(1, Math.min(accounts_max, accounts * 2, fitting))
    }
  },
}
