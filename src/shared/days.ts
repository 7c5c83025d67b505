export * from './calendar-day.ts'
export * from './time-zone.ts'
