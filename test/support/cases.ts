/** Lawful input for the front of a budget's life, and cases brought as far as a test needs them. */
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { declineRequest } from '../../src/features/eligibility/decline-request.ts';
import { findEligible } from '../../src/features/eligibility/find-eligible.ts';
import { recordInformation } from '../../src/features/eligibility/record-information.ts';
import { addEntry } from '../../src/features/requests/add-entry.ts';
import { addNeed } from '../../src/features/requests/add-need.ts';
import { addOutcome } from '../../src/features/requests/add-outcome.ts';
import { completeAssessment } from '../../src/features/requests/complete-assessment.ts';
import { type RequestInput, registerRequest } from '../../src/features/requests/register-request.ts';
import type { Tools } from '../../src/platform/tools.ts';
import type { Decision } from '../../src/rules/decision.ts';
import type { Actor } from '../../src/values/actor.ts';
import type { Command } from '../../src/values/command.ts';
import { makeStaff } from './actors.ts';

/** A command of its own. */
export function command(): Command {
  return { id: randomUUID() };
}

/** `accepted`, or the codes of every reason why not. */
export function verdict(decision: Decision<unknown>): string {
  return decision.accepted ? 'accepted' : decision.refusals.map(refusal => refusal.code).join(', ');
}

/** The value of a decision that a test needs to have been a yes. */
export function must<T>(decision: Decision<T>): T {
  if (!decision.accepted) throw new Error(`refused: ${inspect(decision.refusals)}`);
  return decision.value;
}

export function requestInput(tools: Tools, given: Partial<RequestInput> = {}): RequestInput {
  return {
    enquiryId: undefined,
    givenName: 'Jo',
    familyName: 'Sample',
    preferredName: '',
    dateOfBirth: Temporal.PlainDate.from('1964-03-02'),
    nhsNumber: '',
    nhsNumberStatus: '03',
    address: '1 Test Street, Testtown',
    postcode: 'ZZ99 3WZ',
    telephone: '',
    email: '',
    communicationNeeds: '',
    claimedGroup: 'CHC_STANDARD',
    requester: '',
    requesterRole: 'PERSON',
    toldOptional: true,
    preferredOptions: ['DIRECT_PAYMENT'],
    requestedOn: tools.today(),
    ...given,
  };
}

export function eligibleInput(tools: Tools) {
  return {
    group: 'CHC_STANDARD',
    evidence: 'Decision support tool, ratified',
    evidenceOn: tools.today(),
    ...NOTHING_SAID,
    solelyNhsFunded: true,
    responsibleIcbConfirmed: true,
    livesAt: 'HOME',
    granted: 'FULL',
    reasons: [],
    partRefused: '',
    alternatives: '',
  } as const;
}

/** Nothing said about any group but the one that the test is about. */
const NOTHING_SAID = {
  solelyNhsFunded: false,
  fundedByIcb: false,
  sections: [],
  wheelchair: [],
  cohort: '',
  fitsCohort: false,
  invited: false,
  levelOfNeed: '',
} as const;

/** A no that the law allows. */
export function declineInput(tools: Tools) {
  const { granted: _, partRefused: __, ...about } = eligibleInput(tools);
  return {
    ...about,
    reasons: [{ code: 'NO_NEED_FOR_CARE', words: 'You have no care that a budget could pay for.' }],
    alternatives: 'Your GP helps with the rest.',
  };
}

export function assessmentInput(tools: Tools) {
  return {
    assessedOn: tools.today(),
    capacity: 'ASSUMED',
    capacitySupport: '',
    vulnerable: false,
    sources: ['CHC_DST'],
    risks: 'Seizures without warning',
    carerInput: 'Her mother would like two nights off a week',
    communicationNeeds: 'None',
  } as const;
}

export type MadeCase = {
  readonly budgetId: string;
  readonly personId: string;
  readonly reference: string;
  readonly coordinator: Actor;
  readonly decider: Actor;
  /** The person whose case it is. */
  readonly person: Actor;
  readonly needId: string;
  readonly outcomeId: string;
};

type Reached = 'REQUESTED' | 'INFORMED' | 'ELIGIBLE' | 'DECLINED' | 'ASSESSED';

/** A case of a new person, brought to a state by the service's own actions. `INFORMED` is REQUESTED with R-008 recorded. */
export async function makeCase(
  tools: Tools,
  icbCode: string,
  reached: Reached,
  given: Partial<RequestInput> = {},
): Promise<MadeCase> {
  const coordinator = await makeStaff(tools.db, icbCode, ['care-coordinator'], { name: 'Nurse Nan' });
  const decider = await makeStaff(tools.db, icbCode, ['approver'], { name: 'Decider Dee' });
  const input = requestInput(tools, given);
  const opened = must(await registerRequest(tools, coordinator, command(), input));
  const { budgetId, personId } = opened;
  const name = `${input.givenName} ${input.familyName}`;
  const person: Actor = { id: personId, name, icbCode, roles: ['person'], personId };
  const made: MadeCase = { ...opened, coordinator, decider, person, needId: '', outcomeId: '' };
  if (reached === 'REQUESTED') return made;

  const information = { what: 'The leaflet, and an hour on the telephone', givenOn: tools.today() };
  must(await recordInformation(tools, coordinator, command(), budgetId, information));
  if (reached === 'INFORMED') return made;
  if (reached === 'DECLINED') {
    must(await declineRequest(tools, decider, command(), budgetId, declineInput(tools)));
    return made;
  }
  const child = { group: 'CHILDREN_CC', solelyNhsFunded: false, fundedByIcb: true } as const;
  const found = input.claimedGroup === 'CHILDREN_CC' ? { ...eligibleInput(tools), ...child } : eligibleInput(tools);
  must(await findEligible(tools, decider, command(), budgetId, found));
  if (reached === 'ELIGIBLE') return made;

  const need = { domain: 'CONSCIOUSNESS', words: 'Seizures without warning', met: 'UNMET' };
  const { needId } = must(await addNeed(tools, coordinator, command(), budgetId, need));
  const outcome = { needId, words: 'I go out without fear', measure: 'Outings in a week', importance: 9 };
  const { outcomeId } = must(await addOutcome(tools, coordinator, command(), budgetId, outcome));
  for (const kind of ['STRENGTH', 'WORKING', 'NOT_WORKING', 'IMPORTANT_TO', 'IMPORTANT_FOR'] as const) {
    const entry = { kind, words: `Words about ${kind}`, choseNotToSay: false };
    must(await addEntry(tools, coordinator, command(), budgetId, entry));
  }
  must(await completeAssessment(tools, coordinator, command(), budgetId, assessmentInput(tools)));
  return { ...made, needId, outcomeId };
}
