/** The words for refusals of rules/offer/offer.ts. */
import type { CommonQuestion, OfferedOption, OfferRefusal } from '../../rules/offer/offer.ts';
import { GROUP_WORDS } from '../../rules/words.ts';
import { longDate } from '../../values/dates.ts';
import type { Words } from './words.ts';

const QUESTION: Readonly<Record<CommonQuestion, string>> = {
  WHO_CAN_HAVE_ONE: 'who can have a budget',
  WHO_DELIVERS: 'which organisations are behind it',
  FIND_OUT_MORE: 'how to find out more',
  HOW_TO_APPLY: 'how to apply',
};

const OPTION: Readonly<Record<OfferedOption, string>> = {
  NOTIONAL: 'the NHS holds the money',
  THIRD_PARTY: 'an organisation holds the money',
  DIRECT_PAYMENT: 'the money is paid to the person',
  MIX: 'a mix of these',
};

export const offerWords: Words<OfferRefusal> = {
  'offer-question-unanswered': ({ question }) => ({
    field: question,
    text: `The offer does not say ${QUESTION[question]}. Write it before you publish`,
  }),
  'offer-right-group-missing': ({ group }) => ({
    text: `The offer leaves out a group that has a right to a budget: ${GROUP_WORDS[group]}`,
  }),
  'offer-right-date-wrong': ({ group, rightBeganOn }) => ({
    text: `${GROUP_WORDS[group]}: the right began on ${longDate(rightBeganOn)}. Say so`,
  }),
  'offer-option-missing': ({ option }) => ({
    text: `The offer leaves out one way to hold the money: ${OPTION[option]}. Everybody may choose between all of them`,
  }),
  'cohort-without-status': ({ cohort }) => ({ text: `Say how things stand for “${cohort}”` }),
  'cohort-without-date': ({ cohort }) => ({ text: `Say since when that is so for “${cohort}”` }),
  'offer-without-expected-people': () => ({
    field: 'expectedPeople',
    text: 'Say how many people you expect to have a budget. It may be 0',
  }),
  'offer-without-ambition': () => ({ field: 'ambition', text: 'Say what you are aiming for in the longer term' }),
  'offer-without-measure': () => ({ field: 'measures', text: 'Say how you will see that it is getting better' }),
  'offer-refresh-not-later': ({ today }) => ({
    field: 'refreshOn',
    text: `The day to look at the offer again must be after ${longDate(today)}`,
  }),
  'offer-refresh-too-late': ({ latestOn }) => ({
    field: 'refreshOn',
    text: `The offer must be looked at again by ${longDate(latestOn)}`,
  }),
};
