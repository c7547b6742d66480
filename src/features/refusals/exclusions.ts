/** The words for refusals of rules/plan/exclusions.ts: what the money may not buy, and why. */
import type { ExclusionRefusal } from '../../rules/plan/exclusions.ts';
import type { Words } from './words.ts';

const WHY: Readonly<Record<ExclusionRefusal['what'], string>> = {
  alcohol: 'A personal health budget may not buy alcohol',
  tobacco: 'A personal health budget may not buy tobacco',
  gambling: 'A personal health budget may not be used for gambling',
  'debt repayment': 'A personal health budget may not pay back debts',
  'anything unlawful': 'A personal health budget may not buy anything unlawful',
  'GP services': 'Your GP is paid for already, so a personal health budget may not buy GP services',
  'public health services':
    'Vaccinations, screening, health checks and the child measurement programme are paid for already, so a personal health budget may not buy them',
  'urgent or emergency treatment':
    'Emergency care is free for everybody, so a personal health budget may not buy it. In an emergency call 999',
  surgery: 'Operations are paid for already, so a personal health budget may not buy them',
  'NHS charges': 'A personal health budget may not pay NHS charges, such as for prescriptions or the dentist',
};

export const exclusionsWords: Words<ExclusionRefusal> = {
  'item-excluded': ({ item, rule, what, found }) => ({
    field: 'label',
    text: `“${item}” cannot be in the plan. ${WHY[what]} (rule ${rule}, because of “${found}”). If you think that this is wrong, write the item in other words or ask us to look at it again`,
  }),
};
