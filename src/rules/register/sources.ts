/** The documents that the rules come from, by the names that people know them by. */

export const WILTSHIRE_OFFER = 'Wiltshire CCG, local offer for personal health budgets';
export const PLANNING_QUESTIONS = 'NHS England, questions and answers on the planning guidance 2015/16';
export const NHS_ENGLAND_PAGE = 'NHS England, web page on personal health budgets';
export const FINANCE_BRIEFING =
  'How it works: personal health budgets and integrated personal budgets, finance briefing, 2018';
export const KERNOW_OFFER = 'NHS Kernow, personalised care and local offer';

export const STANDING_RULES =
  'NHS Commissioning Board and Clinical Commissioning Groups (Responsibilities and Standing Rules) Regulations 2012, SI 2012/2996';
export const DIRECT_PAYMENTS = 'National Health Service (Direct Payments) Regulations 2013, SI 2013/1617';
/** The predecessor, quoted where only its text could be read. */
export const DIRECT_PAYMENTS_2010 = 'National Health Service (Direct Payments) Regulations 2010, SI 2010/1000';
export const DIRECT_PAYMENTS_GUIDANCE = 'NHS England, Guidance on direct payments for healthcare';
export const MONEY_OPTIONS = 'NHS England, Personal health budgets: options for managing the money';
export const LEGAL_RIGHTS = 'NHS England, Guidance on the legal rights to have personal health budgets, 2019';
export const DISCHARGE_GUIDANCE = 'NHS England, One-off personal health budgets within the hospital discharge pathway';
export const WHEELCHAIR_PAGES = 'NHS England, personal wheelchair budgets, with the pages of five wheelchair services';
export const COLLECTION = 'NHS Digital, personal health budgets collection (DAPB2184)';
export const PLAN_STANDARD = 'PRSB, Personalised Care and Support Plan standard v2.0 (DAPB4022)';
export const RECORDS_CODE = 'NHS Records Management Code of Practice';
export const SOCIAL_CARE_PAYMENTS = 'Care and Support (Direct Payments) Regulations 2014';
export const SPECIAL_NEEDS = 'Special Educational Needs (Personal Budgets) Regulations 2014, SI 2014/1652';
export const CAPACITY_ACT = 'Mental Capacity Act 2005';
export const DATA_PROTECTION = 'UK GDPR, accountability';
export const DISCLOSURE_CONTROL = 'Disclosure control of published statistics';
export const EMPLOYER_PAGES = 'Councils’ and payroll bureaux’ pages for people who employ personal assistants';

/** Where nothing but good practice stands behind a rule. */
export const OWN_CONTROL = 'A control of our own; no national rule';
export const ARITHMETIC = 'Arithmetic';
