/** The three ways to hold the money, and mixing them. */
import type { Chapter } from '../register.ts';
import {
  DIRECT_PAYMENTS_GUIDANCE,
  FINANCE_BRIEFING,
  KERNOW_OFFER,
  MONEY_OPTIONS,
  NHS_ENGLAND_PAGE,
  STANDING_RULES,
} from './sources.ts';

export const options: Chapter = {
  title: 'Third party, notional and mixed',
  rules: [
    {
      id: 'R-091',
      words: 'However the money is held, the ICB stays responsible, even for what others do in its name.',
      effect: ['record'],
      source: `${FINANCE_BRIEFING}; ${MONEY_OPTIONS}; ${DIRECT_PAYMENTS_GUIDANCE}`,
      evidence: ['stated', 'primary'],
      implementedBy: ['src/rules/options/options.ts#decideDelegated', 'migrations/0003_requests.sql#budget'],
    },
    {
      id: 'R-092',
      words:
        'Where the NHS holds the budget, the person knows the amount and the ICB buys the agreed care; no money moves to the person.',
      effect: ['compute'],
      source: `${FINANCE_BRIEFING}; ${KERNOW_OFFER}; ${STANDING_RULES}, regulation 32B(2)(b)`,
      evidence: ['stated', 'primary'],
      implementedBy: [
        'src/rules/options/options.ts#notionalMoney',
        'src/rules/orders/order.ts#decideOrder',
        'src/rules/orders/invoice.ts#findingsOf',
        'src/rules/orders/year-end.ts#decideCarryOver',
        'src/rules/payment/journals.ts#invoiceAccepted',
      ],
    },
    {
      id: 'R-093',
      words:
        'A third party is independent of the ICB and of the person; an NHS provider may be one only when conflicts of interest are dealt with, and it is written down who has the contract.',
      effect: ['block'],
      source: `${FINANCE_BRIEFING}; ${STANDING_RULES}, regulation 32B(2)(c)`,
      evidence: ['stated', 'primary'],
      implementedBy: [
        'src/rules/options/options.ts#decideHolder',
        'src/rules/options/third-party.ts#decideThirdParty',
        'src/rules/options/third-party.ts#decideContract',
        'src/rules/options/third-party.ts#holderOf',
        'src/rules/options/third-party.ts#contractStands',
        'migrations/0045_third_parties.sql#third_party_contract',
      ],
    },
    {
      id: 'R-094',
      words:
        'A third party is suggested to people who do not want a direct payment, do not want to employ anybody, or cannot look after a budget; the choice stays theirs.',
      effect: ['warn'],
      source: FINANCE_BRIEFING,
      evidence: ['stated'],
      implementedBy: ['src/rules/options/options.ts#thirdPartySuggestions'],
    },
    {
      id: 'R-095',
      words:
        'In a mixed budget each line is held in one way, the parts add up to the budget, and the checks of each way apply only to its own lines.',
      effect: ['compute'],
      source: `${NHS_ENGLAND_PAGE}; ${FINANCE_BRIEFING}; ${KERNOW_OFFER}`,
      evidence: ['stated'],
      implementedBy: [
        'src/rules/options/options.ts#decideMix',
        'src/rules/options/options.ts#mixLines',
        'src/rules/options/options.ts#linesOf',
      ],
    },
  ],
};
