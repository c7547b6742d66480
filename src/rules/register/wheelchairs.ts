/** Personal wheelchair budgets. */
import type { Chapter } from '../register.ts';
import { WHEELCHAIR_PAGES } from './sources.ts';

export const wheelchairs: Chapter = {
  title: 'Personal wheelchair budgets',
  rules: [
    {
      id: 'R-129',
      words: 'A wheelchair budget is what the NHS service would pay for a chair that meets the assessed need.',
      effect: ['compute'],
      source: WHEELCHAIR_PAGES,
      evidence: ['primary', 'secondary'],
      implementedBy: ['src/rules/options/wheelchair.ts#wheelchairBudget'],
    },
    {
      id: 'R-130',
      words:
        'The ways are: the NHS’s chair, the NHS’s chair with something paid on top, or a third party; others only where the ICB allows them.',
      effect: ['block'],
      source: WHEELCHAIR_PAGES,
      evidence: ['secondary', 'local'],
      implementedBy: [
        'src/rules/options/wheelchair.ts#wheelchairOptions',
        'src/rules/options/wheelchair.ts#decideChair',
        'src/rules/options/chair.ts#decideChoice',
      ],
    },
    {
      id: 'R-131',
      words:
        'A chair from the NHS stays the NHS’s, which repairs it; extras that somebody else paid for may be repaired at their cost.',
      effect: ['record'],
      source: WHEELCHAIR_PAGES,
      evidence: ['secondary'],
      implementedBy: ['src/rules/options/wheelchair.ts#ownershipOf', 'src/rules/options/wheelchair.ts#extraPence'],
    },
    {
      id: 'R-132',
      words:
        'A chair from a third party is the person’s own; the budget and a sum for repairs go to the supplier, and the person pays what is left and later repairs.',
      effect: ['compute'],
      source: WHEELCHAIR_PAGES,
      evidence: ['secondary'],
      implementedBy: ['src/rules/options/wheelchair.ts#chairMoney', 'src/rules/options/wheelchair.ts#wheelchairBudget'],
    },
    {
      id: 'R-133',
      words:
        'A clinician says that the chair, with all that is on it, meets the assessed need; from a third party it is a chair of the same kind.',
      effect: ['block'],
      source: WHEELCHAIR_PAGES,
      evidence: ['secondary'],
      implementedBy: ['src/rules/options/wheelchair.ts#decideChair', 'src/rules/options/chair.ts#decideChoice'],
    },
    {
      id: 'R-134',
      words:
        'A wheelchair budget lasts so many years, or until needs change; for children and changing conditions the service asks whether the chair still suits.',
      effect: ['warn'],
      source: WHEELCHAIR_PAGES,
      evidence: ['secondary', 'local'],
      implementedBy: [
        'src/rules/options/wheelchair.ts#nextChairOn',
        'src/rules/options/wheelchair.ts#decideNewChair',
        'src/rules/options/wheelchair.ts#needsFitPrompt',
        'src/rules/options/chair.ts#decidePrescription',
        'src/rules/options/chair.ts#decideChairIssue',
        'src/rules/options/chair.ts#nextCheckOn',
      ],
    },
  ],
};
