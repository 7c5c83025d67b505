/** National language identifiers of 3GPP TS 23.038, 6.2.1.2.4; 0 and those above are reserved. */
export const LANGUAGE = {
  turkish: 1,
  spanish: 2,
  portuguese: 3,
  bengali: 4,
  gujarati: 5,
  hindi: 6,
  kannada: 7,
  malayalam: 8,
  oriya: 9,
  punjabi: 10,
  tamil: 11,
  telugu: 12,
  urdu: 13,
} as const
