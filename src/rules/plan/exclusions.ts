/**
 * What the money may never buy, checked as the plan is written.
 *
 * An item is recognised by its category or by whole words of its label. The lists are short on purpose: a wrong
 * "no" turns down something lawful (an assistance dog's vaccination), so a word is on a list only where it hardly
 * means anything else, harmless phrases are taken out first, and some categories are excused from some rules.
 * What the lists miss is for the approver to see; what they hit is refused at once, with the rule.
 */

export type ExclusionRule = 'R-066' | 'R-067' | 'R-068' | 'R-069' | 'R-070' | 'R-071';

export type ExclusionRefusal = {
  readonly code: 'item-excluded';
  readonly item: string;
  readonly rule: ExclusionRule;
  readonly what: Exclusion['what'];
  /** The words of the label, or the category, that it was recognised by. */
  readonly found: string;
};

type Exclusion = {
  readonly rule: ExclusionRule;
  readonly what:
    | 'alcohol'
    | 'tobacco'
    | 'gambling'
    | 'debt repayment'
    | 'anything unlawful'
    | 'GP services'
    | 'public health services'
    | 'urgent or emergency treatment'
    | 'surgery'
    | 'NHS charges';
  /** The category code that says so outright. */
  readonly category: ExcludedCategory;
  readonly words: readonly string[];
  /** Phrases that hold one of the words and mean something else. */
  readonly harmless?: readonly string[];
  /** Categories of CL-05 in which the words mean something else. */
  readonly excused?: readonly string[];
};

/** Categories that nothing in a plan may have; named so that a refusal can say which rule stands. */
export const EXCLUDED_CATEGORIES = [
  'ALCOHOL',
  'TOBACCO',
  'GAMBLING',
  'DEBT',
  'UNLAWFUL',
  'GP_SERVICE',
  'PUBLIC_HEALTH',
  'EMERGENCY_TREATMENT',
  'SURGERY',
  'NHS_CHARGE',
] as const;
export type ExcludedCategory = (typeof EXCLUDED_CATEGORIES)[number];

/** The ride there is not the treatment; what an animal needs is not a person's treatment. */
const RIDE_OR_ANIMAL = ['TRANSPORT', 'ASSISTANCE_ANIMAL'];

const EXCLUSIONS: readonly Exclusion[] = [
  {
    rule: 'R-066',
    what: 'alcohol',
    category: 'ALCOHOL',
    words: [
      'alcohol',
      'wine',
      'wines',
      'beer',
      'beers',
      'lager',
      'cider',
      'vodka',
      'whisky',
      'whiskey',
      'gin',
      'rum',
      'brandy',
      'champagne',
      'prosecco',
      'off licence',
    ],
    harmless: [
      'alcohol free wine',
      'alcohol free beer',
      'non alcoholic wine',
      'non alcoholic beer',
      'alcohol free',
      'non alcoholic',
      'alcohol gel',
      'alcohol hand',
      'alcohol wipe',
      'alcohol wipes',
      'alcohol swabs',
      'alcohol support',
      'alcohol recovery',
      'alcohol counselling',
      'alcohol awareness',
      'ginger beer',
      'root beer',
      'wine gums',
      'cider vinegar',
    ],
  },
  {
    rule: 'R-066',
    what: 'tobacco',
    category: 'TOBACCO',
    words: ['tobacco', 'cigarette', 'cigarettes', 'cigar', 'cigars'],
    harmless: ['tobacco free', 'e cigarette', 'e cigarettes'],
  },
  {
    rule: 'R-066',
    what: 'gambling',
    category: 'GAMBLING',
    words: [
      'gambling',
      'betting',
      'bookmaker',
      'bookmakers',
      'casino',
      'lottery',
      'scratchcard',
      'scratchcards',
      'scratch cards',
    ],
    harmless: ['gambling support', 'gambling recovery', 'gambling counselling', 'gambling therapy'],
  },
  {
    rule: 'R-066',
    what: 'debt repayment',
    category: 'DEBT',
    words: [
      'debt',
      'debts',
      'loan repayment',
      'loan repayments',
      'repay loan',
      'overdraft',
      'arrears',
      'credit card bill',
      'credit card repayment',
      'bailiff',
      'bailiffs',
    ],
    harmless: ['debt advice', 'debt counselling', 'debt adviser'],
  },
  {
    rule: 'R-066',
    what: 'anything unlawful',
    category: 'UNLAWFUL',
    words: ['illegal', 'unlawful', 'stolen', 'counterfeit', 'cannabis', 'cocaine', 'heroin'],
    harmless: [
      'medical cannabis',
      'medicinal cannabis',
      'prescribed cannabis',
      'cannabis recovery',
      'cocaine recovery',
      'heroin recovery',
    ],
  },
  {
    rule: 'R-067',
    what: 'GP services',
    category: 'GP_SERVICE',
    words: [
      'gp service',
      'gp services',
      'gp contract',
      'gp appointment',
      'gp appointments',
      'gp consultation',
      'gp consultations',
      'gp visit',
      'gp visits',
      'private gp',
      'general practitioner',
      'primary medical services',
    ],
    excused: RIDE_OR_ANIMAL,
  },
  {
    rule: 'R-068',
    what: 'public health services',
    category: 'PUBLIC_HEALTH',
    words: [
      'vaccination',
      'vaccinations',
      'vaccine',
      'vaccines',
      'immunisation',
      'immunisations',
      'flu jab',
      'flu jabs',
      'covid jab',
      'travel jabs',
      'booster jab',
      'screening',
      'mammogram',
      'smear test',
      'nhs health check',
      'nhs health checks',
      'child measurement programme',
    ],
    harmless: [
      'dbs screening',
      'employment screening',
      'privacy screening',
      'garden screening',
      'window screening',
      'film screening',
    ],
    excused: [...RIDE_OR_ANIMAL, 'DBS'],
  },
  {
    rule: 'R-069',
    what: 'urgent or emergency treatment',
    category: 'EMERGENCY_TREATMENT',
    words: [
      'ambulance',
      'ambulances',
      'paramedic',
      'paramedics',
      'emergency treatment',
      'urgent treatment',
      'urgent care centre',
      'accident and emergency',
      'emergency department',
    ],
    harmless: ['st john ambulance', 'st johns ambulance'],
    excused: ['ASSISTANCE_ANIMAL'],
  },
  {
    rule: 'R-070',
    what: 'surgery',
    category: 'SURGERY',
    words: [
      'surgery',
      'surgical procedure',
      'surgical procedures',
      'surgical',
      'cataract operation',
      'knee operation',
      'hip operation',
      'eye operation',
      'hip replacement',
      'knee replacement',
    ],
    harmless: [
      'after surgery',
      'post surgery',
      'following surgery',
      'after knee replacement',
      'after hip replacement',
      'after knee surgery',
      'after hip surgery',
      'tree surgery',
      'vet surgery',
      'veterinary surgery',
      'surgical stocking',
      'surgical stockings',
      'surgical gloves',
      'surgical masks',
      'surgical tape',
      'surgical dressings',
      'surgical boots',
    ],
    excused: RIDE_OR_ANIMAL,
  },
  {
    rule: 'R-071',
    what: 'NHS charges',
    category: 'NHS_CHARGE',
    words: [
      'prescription charge',
      'prescription charges',
      'prescription prepayment',
      'prescription fees',
      'nhs prescription',
      'nhs prescriptions',
      'dental charge',
      'dental charges',
      'nhs dental',
      'nhs dentist',
      'nhs charge',
      'nhs charges',
    ],
  },
];

/** Everything that the money may never buy, each with its rule, in the order of the rulebook: for pages that say so. */
export const EXCLUDED_THINGS: readonly Pick<Exclusion, 'rule' | 'what'>[] = EXCLUSIONS.map(({ rule, what }) => ({
  rule,
  what,
}));

/** The rule that words from elsewhere fall under, a bank line for instance; undefined for none. */
export function exclusionOf(text: string): Omit<ExclusionRefusal, 'code' | 'item'> | undefined {
  return exclusionsOf({ label: text, category: '' })[0];
}

/** Every rule that an item falls under, in the order of the rulebook; none for a lawful item. */
export function exclusionsOf(item: { readonly label: string; readonly category: string }): readonly ExclusionRefusal[] {
  const text = wordsOf(item.label);
  return READY.flatMap(exclusion => {
    const found = item.category === exclusion.category ? item.category : foundIn(text, item.category, exclusion);
    return found === undefined
      ? []
      : [{ code: 'item-excluded', item: item.label, rule: exclusion.rule, what: exclusion.what, found } as const];
  });
}

/** With a space on each side of every word: put there once, for a bank's file asks of a hundred thousand texts. */
const READY = EXCLUSIONS.map(({ words, harmless = [], excused = [], ...exclusion }) => ({
  ...exclusion,
  words: words.map(word => ` ${word} `),
  harmless: harmless.map(phrase => ` ${phrase} `),
  excused,
}));

function foundIn(
  text: string,
  category: string,
  { words, harmless, excused }: (typeof READY)[number],
): string | undefined {
  if (excused.includes(category)) return undefined;
  const rest = harmless.reduce((left, phrase) => left.replaceAll(phrase, ' | '), text);
  return words.find(word => rest.includes(word))?.trim();
}

/** Lower-case words with one space around each; `&` is "and", an apostrophe joins, everything else parts words.
 * A&E is read as what it stands for, but not in vitamins A&E. */
function wordsOf(label: string): string {
  const plain = label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<!vitamins? )\ba&e\b/g, 'accident and emergency')
    .replaceAll('&', ' and ')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, ' ');
  return ` ${plain.trim()} `;
}
