/** The facts that both answers to a request are decided on. */
import type { Tx } from '../../platform/db.ts';
import type { EligibilityFacts } from '../../rules/eligibility.ts';
import { loadPerson } from '../people/store.ts';
import type { Budget } from '../requests/store.ts';
import { loadInformation } from './store.ts';

/** Of a locked budget. */
export async function loadEligibilityFacts(tx: Tx, budget: Budget): Promise<EligibilityFacts> {
  const person = await loadPerson(tx, tx.icbCode, budget.personId);
  if (!person) throw new Error(`budget ${budget.budgetId} is of a person who is not there`);
  const information = await loadInformation(tx, budget.budgetId);
  return {
    state: budget.state,
    dateOfBirth: person.dateOfBirth,
    nhsNumber: person.nhsNumber,
    nhsNumberStatus: person.nhsNumberStatus,
    informationGivenOn: information.map(({ givenOn }) => givenOn),
  };
}
