/** The words for refusals of rules/plan/plan.ts. */
import type { PlanRefusal } from '../../rules/plan/plan.ts';
import { PART_FIELD_WORDS } from '../../rules/plan/plan-part-words.ts';
import type { FieldForm } from '../../rules/plan/plan-sections.ts';
import { SECTION_WORDS, STATEMENT_WORDS } from '../../rules/plan/plan-words.ts';
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

/** What a field should be, where it cannot be read. */
const FORM_WORDS: Readonly<Record<FieldForm, string>> = {
  line: 'write it in words',
  text: 'write it in words',
  date: 'enter a date, such as 31 3 2027',
  score: 'enter a whole number from 1 to 10',
  tick: 'tick the box or leave it',
  choice: 'select one of the answers',
  outcome: 'select one of the outcomes',
  practice: 'enter a letter and five digits, such as A81001',
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
  'entry-field-missing': ({ field }) => ({ field, text: `Enter this: ${PART_FIELD_WORDS[field] ?? field}` }),
  'field-too-long': ({ field, most }) => ({
    field,
    text: `${PART_FIELD_WORDS[field] ?? field}: use ${most.toLocaleString('en-GB')} characters or fewer`,
  }),
  'field-unreadable': ({ field, form }) => ({
    field,
    text: `${PART_FIELD_WORDS[field] ?? field}: ${FORM_WORDS[form]}`,
  }),
  'contact-ends-before-start': () => ({ field: 'to', text: 'It must not end before it begins' }),
  'action-for-unknown-outcome': () => ({
    field: 'outcomeId',
    text: 'Select one of the outcomes of this person’s assessment',
  }),
  'care-home-by-direct-payment': ({ item }) => ({
    field: 'option',
    text: `“${item}” is a place to live in a care home. A direct payment cannot buy that. The NHS can arrange and pay it instead: select that the NHS arranges it`,
  }),
  'respite-without-nights': ({ item }) => ({
    field: 'nights',
    text: `Say how many nights one after another “${item}” is for`,
  }),
  'registration-not-asked': ({ provider }) => ({
    field: 'provider',
    text: `No line of the plan asks for a registration of this kind of “${provider}”`,
  }),
  'registration-unreadable': ({ regulated, number }) => ({
    field: 'number',
    text:
      regulated === 'PROFESSION'
        ? `“${number}” does not look like a professional’s registration number, such as PH123456`
        : `“${number}” does not look like a location number of the Care Quality Commission, such as 1-123456789`,
  }),
  'indemnity-not-considered': () => ({
    field: 'indemnity',
    text: 'Select whether you saw their insurance, or why it is not needed here',
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
