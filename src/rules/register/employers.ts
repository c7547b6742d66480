/** People who employ personal assistants, and identifiers. */
import type { Chapter } from '../register.ts';
import { EMPLOYER_PAGES } from './sources.ts';

export const employers: Chapter = {
  title: 'Employing assistants, and identifiers',
  rules: [
    {
      id: 'R-164',
      words:
        'Whoever employs an assistant has employers’ liability insurance from the first day, for at least the sum that the law asks.',
      effect: ['block'],
      source: EMPLOYER_PAGES,
      evidence: ['secondary'],
      implementedBy: ['src/rules/plan/employment.ts#decideCover', 'src/rules/plan/employment.ts#employerGaps'],
    },
    {
      id: 'R-165',
      words:
        'The pay that the budget is worked out with is at least the minimum wage for the assistant’s age on the day of the work.',
      effect: ['block'],
      source: `National Minimum Wage rates; ${EMPLOYER_PAGES}`,
      evidence: ['secondary'],
      implementedBy: ['src/rules/budget/on-costs.ts#payReasons', 'src/rules/plan/employment.ts#wageReasons'],
    },
    {
      id: 'R-166',
      words:
        'The cost of an assistant includes what an employer pays beside the wage: national insurance, pension, holiday, insurance, payroll, training, checks and money for redundancy.',
      effect: ['compute'],
      source: EMPLOYER_PAGES,
      evidence: ['secondary', 'memory'],
      implementedBy: ['src/rules/budget/on-costs.ts#onCostsOf'],
    },
    {
      id: 'R-167',
      words:
        'Before an assistant works alone, their right to work, references, contract, checks and training for the tasks are recorded.',
      effect: ['warn', 'block'],
      source: EMPLOYER_PAGES,
      evidence: ['secondary'],
      implementedBy: ['src/rules/plan/employment.ts#employerGaps', 'src/rules/plan/employment.ts#decideAssistant'],
    },
    {
      id: 'R-168',
      words: 'A wrong NHS number, board code, postcode or date is refused where it is typed.',
      effect: ['block'],
      source: 'NHS Data Dictionary; ODS code list; Royal Mail postcode format',
      evidence: ['primary'],
      implementedBy: [
        'src/rules/eligibility/identifiers.ts#identifierProblems',
        'src/values/nhs-number.ts#readNhsNumber',
      ],
    },
  ],
};
