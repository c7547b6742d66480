/**
 * Tom, who is invented from beginning to end: one of the fifty places of an exercise programme, £400 once, for a
 * second-hand hand cycle. His plan is short, the money goes to his everyday account, and the receipts show what he bought.
 */
import type { PersonFacts } from './facts.ts';

export const HAND_CYCLE = 'Hand cycle, second-hand, with a trailer hitch';
export const GLOVES = 'Gloves for the hand cycle';

export function tom(): PersonFacts {
  return {
    person: {
      givenName: 'Tom',
      familyName: 'Ashdown',
      preferredName: '',
      dateOfBirth: Temporal.PlainDate.from('1968-02-11'),
      nhsNumber: '999 000 0042',
      address: '3 Sample Mews, Exampleton',
      postcode: 'ZZ99 3WZ',
      telephone: '01632 960 013',
      email: 'tom@people.example',
      communicationNeeds: '',
    },
    enquiry: 'My physiotherapist says that there is a programme to help people like me to move more. Can I join?',
    information: 'The leaflet of the programme, and half an hour with the physiotherapist',
    levelOfNeed: 'High: his legs grow weaker, and he goes out less each month',
    evidence:
      'Asked into the programme by his physiotherapist. (He and the programme are invented for this demonstration.)',
    needs: [
      {
        domain: 'MOBILITY',
        words: 'To grow stronger and get out of the house',
        met: 'UNMET',
        outcome: {
          key: 'further',
          words: 'I get further in 10 minutes',
          measure: 'Metres in 10 minutes',
          importance: 9,
        },
      },
    ],
    entries: {
      STRENGTH: 'He rode a bicycle every day for thirty years.',
      WORKING: 'Physiotherapy, once a month.',
      NOT_WORKING: 'The gym is too far away.',
      IMPORTANT_TO: 'To be outside.',
      IMPORTANT_FOR: 'That his shoulders are not overdone.',
    },
    assessment: {
      vulnerable: false,
      sources: ['CONVERSATION'],
      risks: 'Sore shoulders; traffic',
      carerInput: '',
      communicationNeeds: '',
    },
    indicativeBudget: { method: 'FLAT_RATE', lines: [] },
    planning: { involved: 'Carol Hughes and the physiotherapist', planningSupport: '' },
    ownSections: {
      circumstances: { words: 'I live alone near the river path. (Tom is invented for this demonstration.)' },
    },
    sharedSections: {},
    riskPlan: 'Ten minutes at first, on the river path, with a helmet. He stops when his shoulders hurt.',
    items: [
      {
        label: 'Hand cycle and what goes with it',
        category: 'EXERCISE',
        provider: 'Wheels for All Exampleton',
        quantity: '1',
        unit: 'time',
        per: 'once',
        unitPence: 40_000n,
        promised: false,
        confidence: 9,
        outcomes: ['further'],
      },
    ],
    budget: { finalPence: 40_000n, contingencyPence: 0n, reason: '' },
    approval: {
      clinicianName: 'Dr Sunita Rao',
      directPaymentReason: 'He knows what he needs and buys it himself, once.',
      conventionalPence: 62_000n,
      benefits: 'He moves more, and needs fewer appointments.',
      conditions: '',
      safeguarding: { answer: 'not-applicable', reason: 'Tom has capacity, and there is no safeguarding concern.' },
    },
    agreement: {
      recordKeepingLevel: 'RECEIPTS_ALL',
      recordsKeptBy: 'Tom',
      reviewTimetable: 'We ask you once what has changed for you, 4 to 6 weeks after you have bought it.',
    },
    account: {
      bank: 'starling',
      sortCode: '820000',
      accountNumber: '73688637',
      name: 'T ASHDOWN',
      namedPeople: 'Tom Ashdown',
    },
    spending: [],
    answers: {},
  };
}
