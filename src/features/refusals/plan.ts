/** The words for refusals of rules/plan.ts. */
import type { PlanRefusal } from '../../rules/plan.ts';
import { SECTION_WORDS, STATEMENT_WORDS } from '../../rules/plan-words.ts';
import { longDate } from '../../values/dates.ts';
import { pounds } from '../../values/pence.ts';
import type { Words } from './words.ts';

const FIELD_WORDS: Readonly<Record<string, string>> = {
  words: 'what it is about',
  liberty: 'how the person’s liberty is protected',
  triggers: 'at least one sign that things are going wrong',
  whatHappens: 'what should happen then',
  whoToCall: 'who to call',
  reviewOn: 'the review date',
  responsible: 'who is responsible for the review',
};

export const planWords: Words<PlanRefusal> = {
  'section-missing': ({ section }) => ({
    text: `The section “${SECTION_WORDS[section]}” is empty. Write it, or record that the person chose not to say`,
  }),
  'section-incomplete': ({ section, field }) => ({
    field,
    text: `The section “${SECTION_WORDS[section]}” does not say ${FIELD_WORDS[field] ?? field}`,
  }),
  'review-not-ahead': ({ reviewOn }) => ({
    field: 'reviewOn',
    text: `The review date must be after today: ${longDate(Temporal.PlainDate.from(reviewOn))} is not`,
  }),
  'plan-interval-out-of-range': ({ months }) => ({
    field: 'intervalMonths',
    text: `Look at the plan again every 1 to 12 months: “${months}” is not a whole number from 1 to 12`,
  }),
  'no-need-in-plan': () => ({ text: 'The assessment has no need that the budget is for. Add one to the assessment' }),
  'plan-need-without-outcome': ({ need }) => ({ text: `The need “${need}” has no outcome. Add one to the assessment` }),
  'learning-outcome-missing': () => ({
    field: 'outcomes',
    text: 'There is an education, health and care plan, so the section “Learning” needs at least one learning outcome',
  }),
  'no-items': () => ({ text: 'The plan does not say yet what the money is for. Add at least one item' }),
  'item-without-outcome': ({ item }) => ({
    field: 'outcomeIds',
    text: `Select at least one outcome that “${item}” helps with`,
  }),
  'item-without-need': ({ item }) => ({ field: 'outcomeIds', text: `“${item}” is not linked to a need` }),
  'item-serves-unknown-outcome': ({ item }) => ({
    field: 'outcomeIds',
    text: `“${item}” is linked to an outcome that is not in this person’s assessment`,
  }),
  'item-times-out-of-range': ({ item, most }) => ({
    field: 'times',
    text: `“${item}” can be bought at most ${most} times in the budget year this way`,
  }),
  'item-ends-before-start': ({ item }) => ({ field: 'endsOn', text: `“${item}” must not end before it starts` }),
  'item-too-large': ({ item }) => ({
    field: 'unitPence',
    text: `“${item}” costs more than one budget can be. Check the quantity and the price`,
  }),
  'item-does-not-add-up': ({ item, annualPence, workedPence }) => ({
    text: `“${item}” says ${pounds(annualPence)} for the year, but quantity and price come to ${pounds(workedPence)}`,
  }),
  'no-care-coordinator': () => ({ text: 'The plan needs a care co-ordinator' }),
  'score-out-of-range': ({ what, score }) => ({
    field: 'confidence',
    text: `“${what}” has ${score}, but a score is a whole number from 1 to 10`,
  }),
  'no-proposed-budget': () => ({ text: 'A finance officer has not proposed the final budget yet' }),
  'statement-missing': ({ statement }) => ({
    text: `The person has not signed yet that ${STATEMENT_WORDS[statement]}`,
  }),
  'statement-not-agreed': ({ statement, words }) => ({
    text: `The person does not agree that ${STATEMENT_WORDS[statement]}. They said: “${words}”`,
  }),
  'disagreement-without-words': ({ statement }) => ({
    field: `${statement}-words`,
    text: `Tell us why you do not agree that ${STATEMENT_WORDS[statement]}`,
  }),
  'statement-out-of-date': ({ statement }) => ({
    text: `The plan or the sum was changed after the person signed that ${STATEMENT_WORDS[statement]}. They need to look at it and sign again`,
  }),
};
