/** Who acts for a person, and who receives money for them. */
import type { Chapter } from '../register.ts';
import { DIRECT_PAYMENTS, DIRECT_PAYMENTS_2010, FINANCE_BRIEFING } from './sources.ts';

export const representatives: Chapter = {
  title: 'Representatives and nominees',
  rules: [
    {
      id: 'R-031',
      words:
        'A representative is a deputy, holds a lasting or an enduring power of attorney, has parental responsibility, or is appointed by the ICB where none of these exists.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulations 2 and 5(4)`,
      evidence: ['memory'],
      implementedBy: [
        'src/rules/representation/representation.ts#decideAuthority',
        'src/rules/representation/representation.ts#isInForce',
        'src/rules/representation/representation.ts#decideActing',
        'migrations/0018_representation.sql#authority_has_its_paper',
      ],
    },
    {
      id: 'R-032',
      words:
        'A person who can decide, or a representative whom the law or a court put there, may name a nominee; one whom the ICB appointed may not, and a wish said in advance stays binding.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 9(1) and (2); ${DIRECT_PAYMENTS}, regulation 6`,
      evidence: ['primary', 'local'],
      implementedBy: [
        'src/rules/representation/nominee.ts#decideNomination',
        'src/rules/representation/nominee.ts#nominationOn',
      ],
    },
    {
      id: 'R-033',
      words: 'A nominee is paid only when both the nominee and the ICB have agreed.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 9(4); ${DIRECT_PAYMENTS}, regulation 17(2)(c)`,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/representation/nominee.ts#isAgreed',
        'src/rules/representation/nominee.ts#decideIcbAgreement',
        'src/rules/representation/payee.ts#payeeBars',
      ],
    },
    {
      id: 'R-034',
      words:
        'The nominee’s agreement says that contracts are in the nominee’s own name, that the money is spent only as the plan says, and that the rules for direct payments hold.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 9(3)`,
      evidence: ['primary'],
      implementedBy: [
        'src/rules/representation/nominee.ts#decideNomineeAgreement',
        'migrations/0018_representation.sql#nominee_agreement_names_the_principal',
      ],
    },
    {
      id: 'R-035',
      words:
        'When a nomination ends or changes, the ICB thinks about whether payments should go on and holds a review soon.',
      effect: ['notify'],
      source: `${DIRECT_PAYMENTS_2010}, regulation 9(5); ${DIRECT_PAYMENTS}, regulation 17(2)(d)`,
      evidence: ['primary', 'local'],
      implementedBy: [
        'src/rules/representation/nominee.ts#decideNominationEnd',
        'src/rules/representation/payee.ts#payeeBars',
      ],
    },
    {
      id: 'R-036',
      words:
        'A representative or nominee who is neither close family nor a friend who helps with the care needs an enhanced DBS certificate before the first payment.',
      effect: ['block'],
      source: `${DIRECT_PAYMENTS}, regulation 7(6) to (8)`,
      evidence: ['memory', 'local'],
      implementedBy: [
        'src/rules/representation/payee.ts#needsDbs',
        'src/rules/representation/payee.ts#isDbsClear',
        'src/rules/representation/payee.ts#payeeBars',
      ],
    },
    {
      id: 'R-037',
      words:
        'An unsuitable representative or nominee is a reason to stop; bankruptcy alone is not, and leads to an offer of help instead.',
      effect: ['warn'],
      source: `${DIRECT_PAYMENTS}, regulation 17(2)(b); ${FINANCE_BRIEFING}`,
      evidence: ['primary', 'stated', 'local'],
      implementedBy: ['src/rules/representation/payee.ts#decidePayeeConcern'],
    },
  ],
};
