/**
 * Jackie, of the published case studies: an assistance dog, Kingston, for £3,000 a year. Hers are her first name, the
 * dog, what he does and what it changed, her conditions and that yearly sum. All else is invented.
 */

import { ATTENDEES, COVERS } from '../features/reviews/announce-review.ts';
import type { PlainDate } from '../values/dates.ts';
import type { PersonFacts } from './facts.ts';

const DOG = 'Assistance dog Kingston: aftercare, food, vet and insurance';

/** Her facts, for a budget year that begins on `startsOn`. */
export function jackie(startsOn: PlainDate): PersonFacts {
  return {
    person: {
      givenName: 'Jackie',
      familyName: 'Marlowe',
      preferredName: '',
      dateOfBirth: Temporal.PlainDate.from('1971-05-14'),
      nhsNumber: '999 000 0018',
      address: '12 Example Terrace, Exampleton',
      postcode: 'ZZ99 3WZ',
      telephone: '01632 960 011',
      email: 'jackie@people.example',
      communicationNeeds: '',
    },
    enquiry:
      'I have epilepsy and diabetes and I cannot do much with my body. My assistance dog, Kingston, keeps me out of hospital. Could the NHS help to pay for him?',
    information:
      'The information pack, and an hour on the telephone about the ways to hold the money, what it may buy and who can help with a plan',
    levelOfNeed: 'High: more than 60 ambulance call-outs in a year, and help with most things of the day',
    evidence:
      'Two or more long-term conditions and frequent ambulance call-outs: she is of the group “several long-term conditions” of the local offer. (The group is invented for this demonstration.)',
    needs: [
      {
        domain: 'CONSCIOUSNESS',
        words: 'Epilepsy: seizures that come without warning and end in an ambulance',
        met: 'UNMET',
        outcome: {
          key: 'call-outs',
          words: 'I need the ambulance far less often',
          measure: 'Ambulance call-outs in a month',
          importance: 10,
        },
      },
      {
        domain: 'NUTRITION',
        words: 'Diabetes: attacks of low and of high blood sugar that she does not feel coming',
        met: 'UNMET',
        outcome: {
          key: 'health',
          words: 'I manage my own health',
          measure: 'Attacks that somebody else had to treat, and visits to the GP, in a month',
          importance: 9,
        },
      },
      {
        domain: 'MOBILITY',
        words: 'Physical disability: dressing, fetching, opening doors, reaching for things in shops',
        met: 'MET_IF_DIFFERENT',
        outcome: {
          key: 'daily-life',
          words: 'I do the things of every day with Kingston, without a carer and without physiotherapy',
          measure: 'Physiotherapy appointments in a month',
          importance: 8,
        },
      },
      {
        domain: 'PSYCHOLOGICAL',
        words: 'Emotional wellbeing',
        met: 'UNMET',
        outcome: {
          key: 'purpose',
          words: 'I have a purpose in life',
          measure: 'How she answers “My days have a purpose”, from 1 to 10',
          importance: 10,
        },
      },
    ],
    entries: {
      STRENGTH: 'She and Kingston are a team: he knows just under 200 commands, and she taught him many of them.',
      WORKING: 'Kingston fetches her telephone and her hypo-kit, opens the front door and lays out her clothes.',
      NOT_WORKING: 'She pays for Kingston herself and cannot go on doing so. Without him it is the ambulance again.',
      IMPORTANT_TO: 'Kingston, and to go out when she wants to.',
      IMPORTANT_FOR: 'That somebody notices a seizure or an attack before it comes.',
    },
    assessment: {
      vulnerable: false,
      sources: ['CONVERSATION'],
      risks: 'Seizures and attacks of low and high blood sugar, at home and outside',
      carerInput: '',
      communicationNeeds: '',
    },
    indicativeBudget: {
      method: 'FLAT_RATE',
      lines: [{ outcome: 'call-outs', service: 'ASSISTANCE_DOG', quantity: '1', per: 'month' }],
    },
    planning: { involved: 'Carol Hughes, and the trainer of Harbour Assistance Dogs', planningSupport: '' },
    ownSections: {
      'what-matters': { words: 'Kingston. He has given me a new lease of life.' },
      strengths: { words: 'I know my conditions, and Kingston and I know just under 200 commands.' },
      circumstances: {
        words:
          'I live at home with Kingston. (What the published case study does not say of Jackie is invented for this demonstration: her family name, all dates, the address, the account, who is paid, and every sum but the £3,000 a year.)',
      },
      working: {
        words:
          'Kingston tells me 45 minutes before a seizure. He notices when my blood sugar goes too low or too high, sounds the alarm, brings my hypo-kit and opens the door for the paramedics. In the supermarket he takes things off the shelf and hands my card to the cashier.',
      },
      'not-working': { words: 'Ambulances and hospital. They come after it has happened.' },
      'important-to': { words: 'To go out when I want, and to be there for Kingston as he is for me.' },
      'important-for': { words: 'A warning before a seizure, and my hypo-kit in my hand in time.' },
    },
    sharedSections: {
      contingency: {
        triggers:
          'Kingston is ill or away; two seizures in one day; blood sugar that does not settle within an hour of the hypo-kit.',
        whatHappens:
          'The alarm pendant is worn day and night, a neighbour looks in twice a day, and Harbour Assistance Dogs cares for Kingston and sends a trainer within two days.',
        whoToCall: 'In danger 999. Otherwise Carol Hughes on 01632 960 123.',
      },
      review: {
        reviewOn: startsOn.add({ months: 3 }).toString(),
        responsible: 'Carol Hughes',
      },
    },
    riskPlan:
      'A seizure or an attack comes without Kingston: the alarm pendant is always on, and the hypo-kit lies by the bed and in the bag. Kingston is hurt or makes a mess in a shop: he is insured, and seen by the vet every six months.',
    items: [
      {
        label: DOG,
        category: 'ASSISTANCE_ANIMAL',
        provider: 'Harbour Assistance Dogs',
        quantity: '1',
        unit: 'month',
        per: 'month',
        unitPence: 25_000n,
        promised: false,
        confidence: 10,
        outcomes: ['call-outs', 'health', 'daily-life', 'purpose'],
      },
    ],
    budget: {
      finalPence: 300_000n,
      contingencyPence: 0n,
      reason:
        'The same as the first estimate: £3,000.00. No part is kept for emergencies, because nothing in it is paid by the week and Kingston is insured.',
    },
    approval: {
      clinicianName: 'Dr Sunita Rao',
      directPaymentReason:
        'Jackie pays the vet, the insurance and Harbour Assistance Dogs herself, as she has done so far, from an account for this money only.',
      conventionalPence: 390_000n,
      benefits:
        'Fewer ambulance call-outs, less physiotherapy, fewer visits to the GP. (The cost of the care that the board would arrange otherwise is invented.)',
      conditions: '',
      safeguarding: { answer: 'not-applicable', reason: 'Jackie has capacity, and there is no safeguarding concern.' },
    },
    agreement: {
      recordKeepingLevel: 'RECEIPTS_FROM_25',
      recordsKeptBy: 'Jackie',
      reviewTimetable:
        'The first review is no later than 3 months after the first payment. After that at least once a year.',
    },
    account: {
      bank: 'starling',
      sortCode: '202959',
      accountNumber: '63748472',
      name: 'J MARLOWE',
      namedPeople: 'Jackie Marlowe',
    },
    spending: [
      {
        day: 5,
        pence: 16_500n,
        party: 'HARBOUR ASSISTANCE DOGS',
        reference: 'KINGSTON AFTERCARE',
        kind: 'direct-debit',
      },
      { day: 12, pence: 4_250n, party: 'QUAYSIDE VETS', reference: 'HEALTH PLAN', kind: 'card' },
      { day: 20, pence: 2_240n, party: 'PAWSAFE INSURANCE', reference: 'POLICY PS-4417', kind: 'direct-debit' },
    ],
    answers: {
      'HARBOUR ASSISTANCE DOGS': { item: DOG, note: 'Aftercare and food for Kingston' },
      'QUAYSIDE VETS': { item: DOG, note: 'Kingston’s health plan at the vet' },
      'PAWSAFE INSURANCE': { item: DOG, note: 'Kingston’s insurance' },
    },
    review: {
      covers: COVERS,
      attendees: ATTENDEES,
      care: {
        findings:
          'Kingston, who knows just under 200 commands, has saved over 60 ambulance trips this year alone. He warns Jackie 45 minutes before a seizure and tells her of low and high blood sugar before it happens. She no longer needs physiotherapy and visits her GP less often. The plan fits and stays as it is.',
        learning: '',
        capacityOrSafeguarding: 0,
        fluctuatingNeed: 1,
        ratings: {
          'call-outs': { rating: 2, words: 'Over 60 ambulance trips saved this year alone.' },
          health: { rating: 2, words: 'Much better able to manage her health; visits the GP less often.' },
          'daily-life': { rating: 2, words: 'Physiotherapy has ended.' },
          purpose: { rating: 2, words: '“He has given me a purpose in life.”' },
        },
      },
      money: {
        findings: 'The statements cover every month. Everything was spent on Kingston, as the plan says.',
        contingency: 'None is in the budget, and none was needed. That is still right.',
        surplus: 'About £20 a month is left over. Jackie saves it for Kingston’s yearly check. It stays with her.',
        employsAssistants: false,
        paysConnectedPerson: false,
        pastFindings: 0,
        missingEvidence: 0,
      },
    },
  };
}
