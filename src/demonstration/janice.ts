/**
 * Janice, of the published case studies: somebody to be her "eyes and ears in the gym and pool", and massage for
 * pain. Hers are her first name, her age and family, her conditions and their history, what the budget pays for and
 * that she pays for the health club herself. All else is invented.
 */
import type { PlainDate } from '../values/dates.ts';
import type { PersonFacts } from './facts.ts';

/** Her facts, for a budget year that begins on `startsOn`; on `today` she is 43. */
export function janice(startsOn: PlainDate, today: PlainDate): PersonFacts {
  return {
    person: {
      givenName: 'Janice',
      familyName: 'Fairweather',
      preferredName: '',
      dateOfBirth: today.with({ day: 1 }).subtract({ years: 43, months: 5 }),
      nhsNumber: '999 000 0026',
      address: '3 Sample Close, Exampleton',
      postcode: 'ZZ99 3WZ',
      telephone: '01632 960 012',
      email: 'janice@people.example',
      communicationNeeds:
        'Deafblind: some hearing, no sight. Speak face to face in a quiet room; write by e-mail, for her screen reader.',
    },
    enquiry:
      'I am deafblind. My club does not let me into the pool without somebody with me, and swimming keeps me well. I was told about personal health budgets at my assessment.',
    information:
      'The information pack by e-mail, and a visit at home with her husband about the ways to hold the money and what it means to employ somebody',
    levelOfNeed: 'High: she cannot swim, train or go out without somebody beside her, and pain keeps her from sleep',
    evidence:
      'Assessed under the deafblind guidance (section 7): physical, sensory and mental health needs with gaps in the support; of the group “several long-term conditions” of the local offer. (The group is invented for this demonstration.)',
    needs: [
      {
        domain: 'COMMUNICATION',
        words: 'Deafblind: some hearing, completely blind; may not use the pool or the gym unattended',
        met: 'UNMET',
        outcome: {
          key: 'swim',
          words: 'I swim and use the gym every week, with somebody as my eyes and ears',
          measure: 'Visits to pool and gym in a week',
          importance: 10,
        },
      },
      {
        domain: 'MOBILITY',
        words: 'Severe osteoarthritis after several knee and hip operations: pain, and little mobility',
        met: 'UNMET',
        outcome: {
          key: 'pain',
          words: 'I cope with the pain of my arthritis',
          measure: 'Pain in a usual week, from 0 to 10',
          importance: 9,
        },
      },
      {
        domain: 'PSYCHOLOGICAL',
        words: 'Mental health: her wellbeing fell into a crisis after she was made redundant',
        met: 'IN_PHB',
        outcome: {
          key: 'well',
          words: 'I stay well, and it never comes to a crisis again',
          measure: 'Good days in a week, and contacts with the crisis team',
          importance: 10,
        },
      },
      {
        domain: 'OTHER',
        words: 'Her needs as a mother: a nine-year-old daughter, and what her needs mean for the whole family',
        met: 'COMMUNITY',
        outcome: {
          key: 'family',
          words: 'I am there for my daughter, and we think about it as a family',
          measure: 'What she, her husband and her daughter say at each review',
          importance: 10,
        },
      },
      {
        domain: 'OTHER',
        words: 'Membership of her health club, which she is happy and able to pay for herself',
        met: 'SELF_FUNDED',
        outcome: { key: 'club', words: 'I stay a member of my club', measure: 'Member or not', importance: 6 },
      },
    ],
    entries: {
      STRENGTH: 'She swam for Great Britain at international level, and she still swims.',
      WORKING: 'Her club, which she pays for herself; her husband and her daughter.',
      NOT_WORKING:
        'By the rules of the club she may not use the pool unattended. When nobody can come with her she does not swim, and her pain and her mood get worse.',
      IMPORTANT_TO: '“I don’t suffer from a syndrome, I live with it.” To be asked about her life, not about a label.',
      IMPORTANT_FOR: 'To keep moving, to be with people, and that somebody notices early when she is not well.',
    },
    assessment: {
      vulnerable: true,
      sources: ['CARE_ACT', 'CONVERSATION'],
      risks: 'A new crisis when she cannot swim for weeks; a fall at the pool side',
      carerInput:
        'Her husband works full time and cannot come with her in the day. He wants time as a family at weekends.',
      communicationNeeds: 'Deafblind: face to face in a quiet room; in writing by e-mail, for her screen reader',
    },
    indicativeBudget: {
      method: 'HOURS_RATES',
      lines: [
        { outcome: 'swim', service: 'PA', quantity: '4', per: 'week' },
        { outcome: 'swim', service: 'PA_COVER', quantity: '22.4', per: 'year' },
        { outcome: 'swim', service: 'PAYROLL', quantity: '1', per: 'month' },
        { outcome: 'swim', service: 'EMPLOYER_INSURANCE', quantity: '1', per: 'year' },
        { outcome: 'pain', service: 'MASSAGE', quantity: '2', per: 'month' },
      ],
    },
    planning: { involved: 'My husband and my daughter, and Carol Hughes', planningSupport: '' },
    ownSections: {
      'what-matters': { words: 'My daughter, my husband, and the water.' },
      strengths: { words: 'I swam for Great Britain. I know how to train and how to keep going.' },
      circumstances: {
        words:
          'I am 43 and live with my husband and our daughter, who is nine. After I was made redundant I could not cope at home, and children’s services were involved. That is behind us. (What the published case study does not say of Janice is invented for this demonstration: her family name, all dates, the address, the account, who is paid, and every sum.)',
      },
      working: { words: 'My club. I pay for it myself and want to go on doing so.' },
      'not-working': { words: 'That I may not swim without somebody with me, and that nobody could come.' },
      'important-to': { words: 'To swim and train every week, and to be a mother before I am a patient.' },
      'important-for': { words: 'Less pain, and that we talk early when I am not well.' },
    },
    sharedSections: {
      contingency: {
        triggers:
          'Two weeks without the pool; pain that keeps her awake three nights in a row; she stops answering messages.',
        whatHappens:
          'The money for emergencies pays another assistant. Her husband and Carol Hughes talk with her within two days.',
        whoToCall: 'In danger 999. In a crisis the crisis team on 111. Otherwise Carol Hughes on 01632 960 123.',
      },
      safeguarding: {
        words:
          'After a mental health crisis she and her husband want to be asked how things are at home; children’s services no longer need to be involved. The assistant has had a check of criminal records.',
        liberty: 'She goes where and when she wants. The assistant guides; nobody decides for her.',
      },
      review: { reviewOn: startsOn.add({ months: 3 }).toString(), responsible: 'Carol Hughes' },
    },
    riskPlan:
      'At the pool the assistant stays within reach, and the lifeguards know her. On wet floors she goes by the assistant’s arm. Massage stops at once when a joint hurts. When the assistant cannot come she does not go alone.',
    items: [
      {
        label: 'Personal assistant as eyes and ears in the gym and pool, 4 hours a week',
        category: 'PA_WAGES',
        provider: 'Nell Beech',
        quantity: '4',
        unit: 'hour',
        per: 'week',
        unitPence: 1_550n,
        promised: true,
        confidence: 9,
        outcomes: ['swim', 'well', 'family'],
      },
      {
        label: 'Cover for 5.6 weeks of holiday',
        category: 'PA_ONCOSTS',
        provider: 'Arranged when needed',
        quantity: '22.4',
        unit: 'hour',
        per: 'year',
        unitPence: 1_550n,
        promised: false,
        confidence: 7,
        outcomes: ['swim'],
      },
      {
        label: 'Payroll service',
        category: 'PAYROLL',
        provider: 'Fairpay Payroll',
        quantity: '1',
        unit: 'month',
        per: 'month',
        unitPence: 2_200n,
        promised: true,
        confidence: 9,
        outcomes: ['swim'],
      },
      {
        label: 'Employer’s liability insurance',
        category: 'INSURANCE',
        provider: 'Homeguard Insurance',
        quantity: '12',
        unit: 'month',
        per: 'year',
        unitPence: 800n,
        promised: true,
        confidence: 9,
        outcomes: ['swim'],
      },
      {
        label: 'Massage for pain, twice a month',
        category: 'COMPLEMENTARY',
        provider: 'Calm Hands Massage',
        quantity: '2',
        unit: 'session',
        per: 'month',
        unitPence: 4_500n,
        promised: false,
        confidence: 8,
        outcomes: ['pain', 'well'],
      },
    ],
    budget: { finalPence: 525_920n, contingencyPence: 24_800n, reason: '' },
    approval: {
      clinicianName: 'Dr Sunita Rao',
      directPaymentReason:
        'Janice wants to choose and employ her own assistant. A payroll service helps her, and her husband reads the letters that are on paper.',
      conventionalPence: 610_000n,
      benefits: '(The cost of the care that the board would arrange otherwise is invented.)',
      conditions: '',
      safeguarding: { answer: 'yes', reason: '' },
    },
    agreement: {
      recordKeepingLevel: 'RECEIPTS_FROM_10',
      recordsKeptBy: 'Janice, with her husband',
      reviewTimetable:
        'The first review is no later than 3 months after the first payment. After that at least once a year.',
    },
    account: {
      bank: 'lloyds',
      sortCode: '309070',
      accountNumber: '02355688',
      name: 'J FAIRWEATHER',
      namedPeople: 'Janice Fairweather',
    },
    employment: {
      insurer: 'Homeguard Insurance',
      policyNumber: 'EL-204-771',
      limitPence: 500_000_000n,
      payroll: 'Fairpay Payroll',
      assistant: 'Nell Beech',
    },
    // The second massage goes by the practice's card reader, the extra two hours by the assistant's own: the service
    // can't tell what they were, and asks her.
    spending: [
      { day: 2, pence: 800n, party: 'HOMEGUARD INSURANCE', reference: 'EMPLOYERS LIABILITY', kind: 'direct-debit' },
      { day: 4, pence: 2_200n, party: 'FAIRPAY PAYROLL', reference: 'SERVICE', kind: 'direct-debit' },
      { day: 9, pence: 4_500n, party: 'CALM HANDS MASSAGE', reference: 'SESSION 1', kind: 'transfer' },
      { day: 19, pence: 3_100n, party: 'SUMUP *N BEECH', reference: 'CD 2210', kind: 'card' },
      { day: 23, pence: 4_500n, party: 'ZETTLE *C ROWE', reference: 'CD 2210', kind: 'card' },
      { day: 28, pence: 24_800n, party: 'NELL BEECH', reference: 'WAGES', kind: 'transfer' },
    ],
    answers: {},
  };
}
