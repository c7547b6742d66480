/** The facts that both answers to a request are decided on. */
import type { Tx } from '../../platform/db.ts';
import type { EligibilityFacts } from '../../rules/eligibility/eligibility.ts';
import type { GroupInput } from '../../rules/eligibility/groups.ts';
import type { Cohort } from '../../rules/policy/policy.ts';
import { GROUP_WORDS, SECTION_OF_ACT_WORDS, WHEELCHAIR_WORDS } from '../../rules/words.ts';
import { ageOn, longDate, type PlainDate } from '../../values/dates.ts';
import { loadPerson } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';
import { type GroupSaid, loadDeciderIds, loadInformation } from './store.ts';

/** Of a locked budget; `cohorts` are those of the policy that counts today. */
export async function loadEligibilityFacts(
  tx: Tx,
  budget: Budget,
  cohorts: readonly Cohort[],
): Promise<EligibilityFacts> {
  const person = await loadPerson(tx, tx.icbCode, budget.personId);
  if (!person) throw new Error(`budget ${budget.budgetId} is of a person who is not there`);
  const information = await loadInformation(tx, budget.budgetId);
  return {
    state: budget.state,
    dateOfBirth: person.dateOfBirth,
    nhsNumber: person.nhsNumber,
    nhsNumberStatus: person.nhsNumberStatus,
    cohorts,
    earlierDeciderIds: budget.state === 'REQUESTED' ? await loadDeciderIds(tx, budget.budgetId) : [],
    informationGivenOn: information.map(({ givenOn }) => givenOn),
  };
}

/** What was said about the group, as it is stored: only what belongs to this group. */
export function groupSaid(input: GroupInput): GroupSaid {
  const { fundedByIcb, sections, wheelchair, cohort, fitsCohort, invited, levelOfNeed } = input;
  switch (input.group) {
    case 'CHILDREN_CC':
      return { fundedByIcb };
    case 'S117':
      return { sections };
    case 'WHEELCHAIR':
      return { wheelchair };
    case 'LOCAL_COHORT':
      return { cohort, fitsCohort, invited, levelOfNeed };
    case 'EXCEPTION':
      return { levelOfNeed };
    default:
      return {};
  }
}

/** What an answer rests on, said to the person. */
export function factsInWords(facts: EligibilityFacts, input: GroupInput, decidedOn: PlainDate): readonly string[] {
  const said: readonly (string | false)[] = [
    `The group that we looked at: ${GROUP_WORDS[input.group]}`,
    `Your age on the day of our decision: ${ageOn(facts.dateOfBirth, decidedOn)}`,
    input.evidence.trim() !== '' && `What we were told: ${input.evidence}`,
    input.evidenceOn !== undefined && `The decision that this is about is from ${longDate(input.evidenceOn)}`,
    input.group === 'S117' &&
      input.sections.length > 0 &&
      `You were detained under: ${input.sections.map(section => SECTION_OF_ACT_WORDS[section]).join(', ')}`,
    ...(input.group === 'WHEELCHAIR'
      ? input.wheelchair.map(test => `For a wheelchair budget: ${WHEELCHAIR_WORDS[test]}`)
      : []),
    input.group === 'LOCAL_COHORT' && input.cohort !== '' && `The group of our local offer: ${input.cohort}`,
    input.levelOfNeed.trim() !== '' && `How much you need: ${input.levelOfNeed}`,
  ];
  return said.filter(each => each !== false);
}
