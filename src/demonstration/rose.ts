/**
 * Rose, who is invented from beginning to end: the NHS holds her budget and buys what her plan has, physiotherapy at
 * home once a week. She pays nobody and keeps no account; she sees what was ordered and what it came to.
 */
import type { PlainDate } from '../values/dates.ts';
import type { PersonFacts } from './facts.ts';

/** Her facts, for a budget year that begins on `startsOn`. */
export function rose(startsOn: PlainDate): PersonFacts {
  return {
    person: {
      givenName: 'Rose',
      familyName: 'Hartley',
      preferredName: '',
      dateOfBirth: Temporal.PlainDate.from('1951-05-20'),
      nhsNumber: '999 000 0050',
      address: '7 Sample Terrace, Exampleton',
      postcode: 'ZZ99 3WZ',
      telephone: '01632 960 014',
      email: 'rose@people.example',
      communicationNeeds: '',
    },
    enquiry:
      'I have had a stroke. I want my physiotherapy at home and always from the same person, but I cannot look after money any more.',
    information: 'The leaflet, and a visit at home about the three ways to hold the money',
    levelOfNeed: 'High: she cannot get to the clinic, and loses strength from week to week',
    evidence:
      'A stroke, diabetes and heart failure; of the group “several long-term conditions” of the local offer. (Rose and the group are invented for this demonstration.)',
    needs: [
      {
        domain: 'MOBILITY',
        words: 'To stand and walk again after a stroke, safely',
        met: 'UNMET',
        outcome: { key: 'walk', words: 'I walk to my garden and back', measure: 'Steps without help', importance: 10 },
      },
    ],
    entries: {
      STRENGTH: 'She practises every day, also when nobody is there.',
      WORKING: 'Her daughter comes every evening.',
      NOT_WORKING: 'The clinic is two buses away, and each time somebody else treats her.',
      IMPORTANT_TO: 'Her garden.',
      IMPORTANT_FOR: 'Not to fall again.',
    },
    assessment: {
      vulnerable: false,
      sources: ['CONVERSATION'],
      risks: 'A fall on the steps to the garden',
      carerInput: 'Her daughter does the shopping and the letters, and does not want to keep accounts as well.',
      communicationNeeds: '',
    },
    indicativeBudget: {
      method: 'FLAT_RATE',
      lines: [{ outcome: 'walk', service: 'PHYSIOTHERAPY', quantity: '4', per: 'month' }],
    },
    planning: { involved: 'My daughter, and Carol Hughes', planningSupport: '' },
    ownSections: {
      'what-matters': { words: 'My garden, and my daughter.' },
      strengths: { words: 'I do not give up.' },
      circumstances: {
        words: 'I live alone, and my daughter comes every evening. (Rose is invented for this demonstration.)',
      },
      working: { words: 'My exercises, and that my daughter comes.' },
      'not-working': { words: 'The way to the clinic.' },
      'important-to': { words: 'That always the same person comes.' },
      'important-for': { words: 'That I do not fall.' },
    },
    sharedSections: {
      contingency: {
        triggers: 'A fall; two visits in a row that do not take place.',
        whatHappens: 'Her daughter stays the night, and Carol Hughes finds somebody else for the visits.',
        whoToCall: 'In danger 999. Otherwise Carol Hughes on 01632 960 123.',
      },
      review: { reviewOn: startsOn.add({ months: 3 }).toString(), responsible: 'Carol Hughes' },
    },
    riskPlan: 'A rail at the steps, shoes that hold, and the alarm on her wrist.',
    items: [
      {
        label: 'Physiotherapy at home, four visits a month',
        category: 'THERAPY',
        provider: 'Steady Steps Physiotherapy',
        quantity: '4',
        unit: 'visit',
        per: 'month',
        unitPence: 5_200n,
        promised: false,
        confidence: 9,
        outcomes: ['walk'],
        option: 'NOTIONAL',
      },
    ],
    budget: { finalPence: 249_600n, contingencyPence: 0n, reason: '' },
    approval: {
      clinicianName: 'Dr Sunita Rao',
      directPaymentReason: '',
      conventionalPence: undefined,
      benefits: 'She is treated at home and by one person.',
      conditions: '',
      safeguarding: { answer: 'not-applicable', reason: 'Rose has capacity, and there is no safeguarding concern.' },
    },
    agreement: {
      recordKeepingLevel: 'RECEIPTS_FROM_25',
      recordsKeptBy: 'The board, which keeps the invoices',
      reviewTimetable: 'The first review is no later than 3 months after the first visit. After that once a year.',
    },
    spending: [],
    answers: {},
  };
}
