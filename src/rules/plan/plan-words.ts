/** The code lists of budgets and plans in plain words, one place for every page. It decides nothing. */

import type { BudgetMethod, Per } from '../budget/budget.ts';
import type { ApprovalLevel, IcbPoint, RefusalReason } from '../decisions/approval.ts';
import type { OptionRefusalReason } from '../decisions/option-refusal.ts';
import type { ARRANGERS, ITEM_CATEGORIES, Option, Statement } from './plan.ts';
import type { SectionKind } from './plan-sections.ts';

/** R-042, CL-04: worked out from … */
export const METHOD_WORDS: Readonly<Record<BudgetMethod, string>> = {
  SIMILAR_CASES: 'what people with similar needs have',
  CURRENT_SERVICES: 'what the care costs now',
  HOURS_RATES: 'the hours that are needed, at our rates',
  POINTS_BAND: 'points for each need',
  FLAT_RATE: 'one sum that is the same for everybody',
  PRESCRIPTION_COST: 'what the prescribed equipment costs',
};

export const PER_WORDS: Readonly<Record<Per, string>> = {
  week: 'every week',
  month: 'every month',
  year: 'every year',
  once: 'once',
};

/** The sections of the plan as staff call them. */
export const SECTION_WORDS: Readonly<Record<SectionKind, string>> = {
  involved: 'Who helped to write the plan',
  'what-matters': 'What matters to the person',
  strengths: 'Strengths and skills',
  circumstances: 'Life at the moment',
  working: 'What is working',
  'not-working': 'What is not working',
  'important-to': 'What is important to the person',
  'important-for': 'What is important for the person',
  'about-me': 'More about the person',
  'person-details': 'Personal details',
  gp: 'GP practice',
  learning: 'Learning',
  risk: 'Staying safe: the risk plan',
  contingency: 'If things go wrong',
  safeguarding: 'Safeguarding and liberty',
  review: 'When we look at the plan again',
};

/** The same, said to the person. */
export const SECTION_FOR_PERSON: Readonly<Record<SectionKind, string>> = {
  ...SECTION_WORDS,
  involved: 'Who helps you to write the plan',
  'what-matters': 'What matters to you',
  strengths: 'What you are good at',
  circumstances: 'Your life at the moment',
  working: 'What is going well',
  'not-working': 'What is not going well',
  'important-to': 'What is important to you',
  'important-for': 'What keeps you well',
  'about-me': 'More about you',
  'person-details': 'Your details',
  gp: 'Your GP practice',
  safeguarding: 'Keeping you safe and free',
};

/** What each section asks, said to the person. */
export const SECTION_HINTS: Readonly<Record<SectionKind, string>> = {
  involved: 'Family, friends, a nurse: who was asked, and who wanted to take part.',
  'what-matters': 'People, places, things to do, beliefs.',
  strengths: 'Skills, interests, what others like about you.',
  circumstances: 'Home, family, work, money, health.',
  working: 'What should stay as it is.',
  'not-working': 'What should change.',
  'important-to': 'What makes a good day.',
  'important-for': 'What your health and safety need.',
  'about-me': 'Who is important, how to talk together, what to do and what not to do.',
  'person-details': 'Gender, ethnic group, religion. Only what may be known.',
  gp: 'The name of the GP and of the practice.',
  learning: 'Only where there is an education, health and care plan.',
  risk: 'What could go wrong, and what you and we do about it.',
  contingency: 'Signs that things are going wrong, what happens then, and who to call.',
  safeguarding: 'How you are kept safe, and how your freedom is kept as large as it can be.',
  review: 'The date of the first look, and who sees to it.',
};

/** The three statements, as the person says them. */
export const STATEMENT_SENTENCES: Readonly<Record<Statement, string>> = {
  NEEDS_MET: 'This plan meets my care needs.',
  ENOUGH_MONEY: 'The money is enough for everything in the plan.',
  WILL_BE_REVIEWED: 'I know that the plan will be looked at again, and that my needs may be assessed again then.',
};

/** The three statements in short, after "that". */
export const STATEMENT_WORDS: Readonly<Record<Statement, string>> = {
  NEEDS_MET: 'the plan meets their needs',
  ENOUGH_MONEY: 'the money is enough',
  WILL_BE_REVIEWED: 'the plan will be looked at again',
};

/** The five points as questions. */
export const POINT_QUESTIONS: Readonly<Record<IcbPoint, string>> = {
  ICB1: 'Can the care and support in the plan meet the person’s health needs?',
  ICB2: 'Does the money cover the full cost of the plan?',
  ICB3: 'Can the plan be reviewed as it must be?',
  ICB4: 'Is there a sound risk plan, made with the person?',
  ICB5: 'Are safeguarding and liberty properly included?',
};

/** The five points in short. */
export const POINT_WORDS: Readonly<Record<IcbPoint, string>> = {
  ICB1: 'the health needs are met',
  ICB2: 'the money covers the full cost',
  ICB3: 'the plan can be reviewed',
  ICB4: 'the risk plan is sound',
  ICB5: 'safeguarding and liberty are included',
};

/** CL-05. */
export const CATEGORY_WORDS: Readonly<Record<(typeof ITEM_CATEGORIES)[number], string>> = {
  PA_WAGES: 'Personal assistant: wages',
  PA_ONCOSTS: 'Personal assistant: tax, pension and holiday',
  AGENCY_CARE: 'Care from an agency',
  THERAPY: 'Therapy',
  EQUIPMENT: 'Equipment',
  ASSISTANCE_ANIMAL: 'Assistance animal',
  EXERCISE: 'Exercise',
  TECHNOLOGY: 'Technology',
  TRAINING: 'Training for the person or those who help',
  RESPITE: 'A break for the person or their carer',
  TRANSPORT: 'Transport',
  COMMUNITY_ACTIVITY: 'Activity in the community',
  EDUCATION: 'Education',
  INSURANCE: 'Insurance',
  PAYROLL: 'Payroll service',
  BROKERAGE: 'Help with planning and buying',
  DBS: 'Background checks',
  HOUSEHOLD_SERVICE: 'Help in the home',
  COMPLEMENTARY: 'Complementary therapy',
  WHEELCHAIR: 'Wheelchair',
  OTHER: 'Something else',
};

export const OPTION_WORDS: Readonly<Record<Option, string>> = {
  DIRECT_PAYMENT: 'Paid to the person (direct payment)',
  THIRD_PARTY: 'Held and paid by another organisation',
  NOTIONAL: 'Arranged and paid by the NHS',
};

export const ARRANGER_WORDS: Readonly<Record<(typeof ARRANGERS)[number], string>> = {
  PERSON: 'The person',
  REPRESENTATIVE: 'Somebody who acts for the person',
  ICB: 'The NHS',
  THIRD_PARTY: 'Another organisation',
};

/** */
export const LEVEL_WORDS: Readonly<Record<ApprovalLevel, string>> = {
  TEAM_LEAD: 'a team lead',
  PHB_LEAD: 'the lead for personal health budgets',
  PANEL: 'the panel',
};

/** why a way of holding the money is refused, said to staff. */
export const OPTION_REASON_WORDS: Readonly<Record<OptionRefusalReason, string>> = {
  NO_CONSENT: 'The person did not say yes to it',
  NO_REPRESENTATIVE: 'Nobody may say yes for the person and receive the money',
  COURT_ORDER: 'A court order about drugs or alcohol bars direct payments',
  NOT_APPROPRIATE: 'It is not right for this person, with their condition and what it means for their life',
  NOT_VALUE_FOR_MONEY: 'It costs more, and the benefits do not outweigh that',
  HOLDER_UNSUITABLE: 'Whoever would hold the money is not suitable',
  HOLDER_NOT_INDEPENDENT: 'The organisation is not independent, or its conflicts of interest are not managed',
};

/** CL-13. */
export const REFUSAL_REASON_WORDS: Readonly<Record<RefusalReason, string>> = {
  EXCLUDED: 'It holds something that the money may not buy',
  CLINICAL_RISK: 'It is not safe for the person’s health',
  NO_OUTCOME_LINK: 'It does not help with an agreed outcome',
  NOT_VALUE_FOR_MONEY: 'It is not value for money',
  UNLAWFUL: 'It is against the law',
  DUPLICATES_COMMISSIONED: 'The NHS buys the same already',
};
