/** The fields and code lists of the standard's plan in plain words, one place for every page. It decides nothing. */
import type { Necessity, Relationship } from './connected-person.ts';
import type { AssistantGap, PayBand } from './employment.ts';
import type { CareHomeStay, Hold, Regulation } from './plan-checks.ts';
import type { Instrument } from './plan-outcomes.ts';
import type { ACTION_STATUSES, EntryKind, ETHNIC_CATEGORIES, GENDERS, GOAL_STATUSES } from './plan-sections.ts';

/** What each field of the newer parts is called, as staff say it. */
export const PART_FIELD_WORDS: Readonly<Record<string, string>> = {
  words: 'What it is about',
  peopleImportant: 'People who are important',
  communication: 'How to talk with each other',
  wellness: 'What being well is like, and being unwell',
  pleaseDo: 'Please do',
  pleaseDont: 'Please do not',
  support: 'How and when help is wanted',
  worthKnowing: 'Also worth knowing',
  supportedBy: 'Who helped to write this',
  multimedia: 'Where a film, sound or pictures about it can be found',
  gender: 'Gender',
  sex: 'Sex',
  ethnicity: 'Ethnic group',
  religion: 'Religion or belief',
  maritalStatus: 'Married, with a partner, single',
  gpName: 'Name of the GP',
  practice: 'Name and address of the practice',
  practiceCode: 'Practice code',
  name: 'Name',
  role: 'Role',
  keyWorker: 'Key worker',
  specialty: 'Specialty',
  team: 'Team',
  organisation: 'Organisation',
  contact: 'Telephone or email',
  from: 'From',
  to: 'Until',
  relationship: 'What they are to the person',
  type: 'Kind of contact, such as emergency contact or next of kin',
  comments: 'Anything else about them',
  formulatedOn: 'Date',
  location: 'Where',
  professional: 'Professional',
  completedBy: 'Who wrote it down',
  outcomeId: 'Which outcome it helps with',
  what: 'What is done',
  who: 'Who does it',
  when: 'When, or how often',
  strategies: 'What helps to do it',
  status: 'Where it stands',
  confidence: 'How sure the person is that it will work, from 1 to 10',
  reviewOn: 'When it is looked at again',
  outcome: 'What came of it',
  goalStatus: 'How far the goal is',
  triggers: 'Signs that things are going wrong',
  whatHappens: 'What should happen then',
  whoToCall: 'Who to call',
  earlyWarning: 'Early signs of getting ill again',
  coping: 'What the person does to cope',
  advanceStatement: 'What the person wants if they cannot say so then',
  medicinesEquipment: 'Medicines or equipment to have ready',
  agreedWith: 'Who agreed to it',
  contingencyReviewOn: 'When this is looked at again',
  contingencyResponsible: 'Who sees to that',
  content: 'What it says',
  responsible: 'Who sees to it',
  responsibleRole: 'Their role',
  responsibleContact: 'Their telephone or email',
  where: 'Where it is kept',
};

/** The same said to the person: only where it sounds otherwise. */
export const PART_FIELD_FOR_PERSON: Readonly<Record<string, string>> = {
  peopleImportant: 'People who are important to me',
  communication: 'How I like to talk with people',
  wellness: 'What I am like when I am well, and when I am not',
  pleaseDo: 'Please do',
  pleaseDont: 'Please do not',
  support: 'How and when I want help',
  worthKnowing: 'Also worth knowing about me',
  supportedBy: 'Who helped me to write this',
  multimedia: 'Where you find a film, sound or pictures about me',
  relationship: 'What they are to me',
  confidence: 'How sure I am that it will work, from 1 to 10',
  coping: 'What I do to cope',
  advanceStatement: 'What I want if I cannot say so then',
};

export const ENTRY_WORDS: Readonly<
  Record<EntryKind, { readonly many: string; readonly one: string; readonly add: string }>
> = {
  'professional-contact': { many: 'Professionals', one: 'professional', add: 'Add a professional' },
  'personal-contact': {
    many: 'Family and friends',
    one: 'personal contact',
    add: 'Add somebody from family or friends',
  },
  formulation: { many: 'How it came to this', one: 'explanation', add: 'Add how it came to this' },
  action: { many: 'What we do about it', one: 'action', add: 'Add what we do about it' },
  'contingency-plan': {
    many: 'More plans if things go wrong',
    one: 'plan',
    add: 'Add another plan if things go wrong',
  },
  'additional-plan': { many: 'Other plans of care', one: 'plan', add: 'Add another plan of care' },
  document: { many: 'Other papers', one: 'paper', add: 'Add another paper' },
};

export const ACTION_STATUS_WORDS: Readonly<Record<(typeof ACTION_STATUSES)[number], string>> = {
  PLANNED: 'Planned',
  UNDER_WAY: 'Under way',
  DONE: 'Done',
  STOPPED: 'Stopped',
};

/** CL-20. */
export const GOAL_STATUS_WORDS: Readonly<Record<(typeof GOAL_STATUSES)[number], string>> = {
  NOT_STARTED: 'Not begun',
  PROGRESSING: 'Getting there',
  PARTLY_MET: 'Partly reached',
  MET: 'Reached',
  EXCEEDED: 'More than reached',
  NOT_MET_LEARNING: 'Not reached, and something learnt',
  NO_LONGER_WANTED: 'Not wanted any more',
};

/** CL-16. */
export const GENDER_WORDS: Readonly<Record<(typeof GENDERS)[number], string>> = {
  '1': 'Male',
  '2': 'Female',
  '9': 'Neither, or both',
  X: 'Not known',
};

/** CL-17. */
export const ETHNIC_WORDS: Readonly<Record<(typeof ETHNIC_CATEGORIES)[number], string>> = {
  A: 'White: British',
  B: 'White: Irish',
  C: 'White: other',
  D: 'Mixed: White and Black Caribbean',
  E: 'Mixed: White and Black African',
  F: 'Mixed: White and Asian',
  G: 'Mixed: other',
  H: 'Asian: Indian',
  J: 'Asian: Pakistani',
  K: 'Asian: Bangladeshi',
  L: 'Asian: other',
  M: 'Black: Caribbean',
  N: 'Black: African',
  P: 'Black: other',
  R: 'Chinese',
  S: 'Other',
  Z: 'Chose not to say',
  '99': 'Not known',
};

/** The words of every answer that is chosen from a list. */
export const CHOICE_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gender: GENDER_WORDS,
  ethnicity: ETHNIC_WORDS,
  status: ACTION_STATUS_WORDS,
  goalStatus: GOAL_STATUS_WORDS,
  ehcPlan: { yes: 'Yes', no: 'No' },
};

/** CL-10. */
export const RELATIONSHIP_WORDS: Readonly<Record<Relationship, string>> = {
  NONE: 'Nobody close',
  SPOUSE: 'Husband or wife',
  CIVIL_PARTNER: 'Civil partner',
  COHABITEE: 'Partner they live with',
  PARENT: 'Parent',
  STEP_PARENT: 'Step-parent',
  PARENT_IN_LAW: 'Parent-in-law',
  CHILD: 'Son or daughter',
  STEP_CHILD: 'Stepson or stepdaughter',
  CHILD_IN_LAW: 'Son-in-law or daughter-in-law',
  SIBLING: 'Brother or sister',
  AUNT_UNCLE: 'Aunt or uncle',
  GRANDPARENT: 'Grandparent',
  PARTNER_OF_RELATIVE: 'Partner of one of these',
  OTHER_RELATIVE: 'Other relative',
  FRIEND: 'Friend',
  NEIGHBOUR: 'Neighbour',
  PROFESSIONAL: 'Somebody who works with them',
};

export const NECESSITY_WORDS: Readonly<Record<Necessity, string>> = {
  MEETS_NEED: 'The need cannot be met well otherwise',
  CHILD_WELFARE: 'It is best for the child',
};

export const REGULATION_WORDS: Readonly<Record<Regulation, string>> = {
  NO: 'Neither',
  ACTIVITY: 'Care by an organisation that has to be registered (Care Quality Commission)',
  PROFESSION: 'Work of a registered professional, such as a nurse or a physiotherapist',
};

export const CARE_HOME_WORDS: Readonly<Record<CareHomeStay, string>> = {
  NO: 'No',
  SHORT_BREAK: 'Yes, for a short break',
  LONG_TERM: 'Yes, to live there',
};

export const PAY_BAND_WORDS: Readonly<Record<PayBand, string>> = {
  AGE_21: '21 or over, or not known yet',
  AGE_18: '18 to 20',
  AGE_16: '16 or 17',
  APPRENTICE: 'Apprentice',
};

export const HOLD_WORDS: Readonly<Record<Hold['because'], string>> = {
  undecided: 'The board has not decided yet whether somebody so close may be paid',
  refused: 'The board decided that somebody so close may not be paid',
  lapsed: 'The board’s decision has run out and has to be made again',
  'not-registered': 'Nobody has seen the registration yet',
};

export const GAP_WORDS: Readonly<Record<AssistantGap['missing'], string>> = {
  'right-to-work': 'right to work',
  references: 'references',
  contract: 'a contract by the first day',
  dbs: 'background check (DBS)',
  competence: 'somebody made sure that they can do this',
};

export const INSTRUMENT_WORDS: Readonly<Record<Instrument, string>> = {
  ASCOT: 'ASCOT (quality of life)',
  GHQ_12: 'GHQ-12 (wellbeing)',
  EQ_5D_5L: 'EQ-5D-5L (health)',
  WEMWBS: 'WEMWBS (wellbeing)',
  POET: 'POET (personal budget)',
  LOCAL: 'our own questionnaire',
};
