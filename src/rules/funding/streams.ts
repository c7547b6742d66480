/** Who the money of a budget comes from (CL-19), and the same as people say it. */
export const STREAMS = [
  'NHS_CHC',
  'NHS_CC',
  'NHS_S117',
  'NHS_WHEELCHAIR',
  'NHS_OTHER',
  'LA_ADULT',
  'LA_CHILDREN',
  'LA_S117',
  'EDUCATION_EHC',
  'CLIENT_CONTRIBUTION',
  'TOP_UP_SELF',
  'CHARITY',
  'DFG',
  'ILF_LEGACY',
  'ACCESS_TO_WORK',
] as const;

export type StreamCode = (typeof STREAMS)[number];

/** Streams that a payer may stand behind: not what the person pays, which is a part of the council's. */
export const FUNDER_STREAMS = [
  'NHS_CHC',
  'NHS_CC',
  'NHS_S117',
  'NHS_WHEELCHAIR',
  'NHS_OTHER',
  'LA_ADULT',
  'LA_CHILDREN',
  'LA_S117',
  'EDUCATION_EHC',
  'CHARITY',
  'DFG',
  'ILF_LEGACY',
  'ACCESS_TO_WORK',
] as const satisfies readonly StreamCode[];

const WORDS: Readonly<Record<StreamCode, string>> = {
  NHS_CHC: 'NHS continuing healthcare',
  NHS_CC: 'NHS children’s continuing care',
  NHS_S117: 'NHS aftercare (section 117)',
  NHS_WHEELCHAIR: 'NHS wheelchair service',
  NHS_OTHER: 'NHS, other care',
  LA_ADULT: 'Council care for adults',
  LA_CHILDREN: 'Council care for children',
  LA_S117: 'Council aftercare (section 117)',
  EDUCATION_EHC: 'Education, health and care plan',
  CLIENT_CONTRIBUTION: 'What the person pays',
  TOP_UP_SELF: 'What the person adds',
  CHARITY: 'Charity',
  DFG: 'Disabled Facilities Grant',
  ILF_LEGACY: 'Independent Living Fund',
  ACCESS_TO_WORK: 'Access to Work',
};

/** A stream in plain words. */
export function streamWords(stream: string): string {
  return WORDS[stream as StreamCode] ?? stream;
}
