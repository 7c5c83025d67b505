/** One call and its answer. */
export const callChannel = 'kvitok:call'
/** Events of the core, pushed to every window. */
export const eventChannel = 'kvitok:event'
