/** What is counted, published and evaluated. */
import type { Chapter } from '../register.ts';
import {
  ARITHMETIC,
  COLLECTION,
  DISCLOSURE_CONTROL,
  FINANCE_BRIEFING,
  NHS_ENGLAND_PAGE,
  OWN_CONTROL,
  PLANNING_QUESTIONS,
} from './sources.ts';

export const reporting: Chapter = {
  title: 'Returns, roll-out and evaluation',
  rules: [
    {
      id: 'R-152',
      words: 'The ICB’s return of each quarter is ready on the day that the collection opens.',
      effect: ['notify'],
      source: COLLECTION,
      evidence: ['primary', 'local'],
      implementedBy: ['src/rules/reporting/returns.ts#returnWindow', 'src/rules/reporting/returns.ts#quarterOf'],
      waitsFor: { what: 'the quarterly return', since: '2026-11-22' },
    },
    {
      id: 'R-153',
      words:
        'In every cell of the return, what stood at the start and what is new, less what ended, is what stands at the end.',
      effect: ['compute', 'block'],
      source: ARITHMETIC,
      evidence: ['local'],
      implementedBy: ['src/rules/reporting/returns.ts#decideReturn'],
      waitsFor: { what: 'the quarterly return', since: '2026-11-22' },
    },
    {
      id: 'R-154',
      words:
        'The count for the year to date has each person once, if they had a budget at any time in the financial year.',
      effect: ['compute'],
      source: COLLECTION,
      evidence: ['secondary'],
      implementedBy: ['src/rules/reporting/returns.ts#peopleThisYear'],
      waitsFor: { what: 'the quarterly return', since: '2026-11-22' },
    },
    {
      id: 'R-155',
      words:
        'The return is split by adults and children, by group, by way of holding the money, and by one-off and ongoing, and each split adds up to the whole.',
      effect: ['compute'],
      source: COLLECTION,
      evidence: ['primary', 'memory'],
      implementedBy: ['src/rules/reporting/returns.ts#decideReturn', 'src/rules/reporting/returns.ts#ageGroupOf'],
      waitsFor: { what: 'the quarterly return', since: '2026-11-22' },
    },
    {
      id: 'R-156',
      words: 'A wheelchair budget counts as ongoing only when its yearly reviews are done.',
      effect: ['compute'],
      source: COLLECTION,
      evidence: ['secondary'],
      implementedBy: ['src/rules/reporting/returns.ts#wheelchairCountsAs'],
      waitsFor: { what: 'the quarterly return', since: '2026-11-22' },
    },
    {
      id: 'R-157',
      words:
        'A budget is counted only when all six key features of a personal health budget were there; what is missing is listed.',
      effect: ['block'],
      source: `${NHS_ENGLAND_PAGE}; ${FINANCE_BRIEFING}`,
      evidence: ['stated', 'memory'],
      implementedBy: [
        'src/rules/decisions/six-features.ts#scoreFeatures',
        'src/rules/decisions/six-features.ts#isCountable',
        'src/rules/decisions/six-features.ts#countFeatures',
      ],
    },
    {
      id: 'R-158',
      words: 'A mixed budget counts once, as the way that holds the largest part of it; the mix itself is kept.',
      effect: ['compute'],
      source: OWN_CONTROL,
      evidence: ['local'],
      implementedBy: ['src/rules/reporting/returns.ts#reportOption'],
      waitsFor: { what: 'the quarterly return', since: '2026-11-22' },
    },
    {
      id: 'R-159',
      words: 'Tables for the public or the board hide small numbers, and whatever they could be worked out from.',
      effect: ['block'],
      source: DISCLOSURE_CONTROL,
      evidence: ['memory', 'local'],
      implementedBy: ['src/rules/reporting/suppression.ts#publish'],
      waitsFor: { what: 'the quarterly return', since: '2026-11-22' },
    },
    {
      id: 'R-160',
      words:
        'How many budgets a place could have is shown as a guide from its population, never as a target or a limit.',
      effect: ['compute'],
      source: PLANNING_QUESTIONS,
      evidence: ['stated', 'local'],
      implementedBy: ['src/rules/plan/evaluation.ts#ambitionOf'],
      waitsFor: { what: 'the page on which a board writes its local offer', since: '2026-11-22' },
    },
    {
      id: 'R-161',
      words:
        'What direct payments may save starts from an assumption that can be changed and is labelled an early finding.',
      effect: ['compute'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/plan/evaluation.ts#modelledPence',
        'src/rules/plan/evaluation.ts#benefitTenths',
        'src/rules/plan/forecast.ts#decideForecast',
        'src/rules/plan/forecast.ts#decideActual',
        'src/rules/plan/forecast.ts#forecastStanding',
      ],
    },
    {
      id: 'R-162',
      words:
        'How each outcome is going is kept from the beginning and at each review, with scores of well-being where they were taken.',
      effect: ['record'],
      source: FINANCE_BRIEFING,
      evidence: ['stated', 'secondary'],
      implementedBy: [
        'src/rules/plan/plan-outcomes.ts#decideBaseline',
        'src/rules/plan/plan-outcomes.ts#decideMeasure',
        'src/rules/plan/plan-outcomes.ts#progressOf',
      ],
    },
    {
      id: 'R-163',
      words:
        'Who has budgets, who is refused, and what comes of it is compared between groups of people and with the local population.',
      effect: ['compute'],
      source: PLANNING_QUESTIONS,
      evidence: ['stated'],
      implementedBy: ['src/rules/plan/evaluation.ts#equalityGaps'],
      waitsFor: { what: 'the quarterly return', since: '2026-11-22' },
    },
  ],
};
