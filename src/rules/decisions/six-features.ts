/**
 * The six features that make a personal health budget one (CL-06): a budget counts only when all six were there.
 *
 * Nobody ticks them: each is read off what the case has recorded. Pure.
 */
export const SIX_FEATURES = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6'] as const;
export type Feature = (typeof SIX_FEATURES)[number];

export type FeatureFacts = {
  /** One-off budgets may have their first figure while they are planned. */
  readonly oneOff: boolean;
  readonly planningBegan: boolean;
  /** The plan says whom the person chose to take part, or that they chose not to say. */
  readonly choseWho: boolean;
  readonly outcomes: number;
  readonly hasEhcPlan: boolean;
  readonly learningOutcomes: boolean;
  /** The person signed that the plan meets their needs. */
  readonly agreedNeedsMet: boolean;
  readonly indicativeGiven: boolean;
  readonly indicativeBeforePlanning: boolean;
  readonly planApproved: boolean;
  readonly finalPence: bigint | undefined;
  /** What the plan, its start-up costs and the money for emergencies come to. */
  readonly neededPence: bigint | undefined;
  /** The person signed that the money is enough. */
  readonly agreedEnough: boolean;
  /** The three ways of holding the money were explained. */
  readonly optionsExplained: boolean;
  /** The person signed the agreement for the way that they chose. */
  readonly optionSigned: boolean;
  readonly items: number;
  readonly itemsWithoutOutcome: number;
};

/** One thing that a feature lacks. */
export type Missing =
  | 'planning'
  | 'who-takes-part'
  | 'outcome'
  | 'learning-outcome'
  | 'needs-met-signature'
  | 'first-figure'
  | 'first-figure-before-planning'
  | 'final-budget'
  | 'enough-for-plan'
  | 'enough-signature'
  | 'options-explained'
  | 'option-signature'
  | 'plan-items'
  | 'item-outcomes'
  | 'approved-plan';

export type FeatureScore = { readonly feature: Feature; readonly met: boolean; readonly missing: readonly Missing[] };

/** The six features with what each still lacks. */
export function scoreFeatures(facts: FeatureFacts): readonly FeatureScore[] {
  const missing: Readonly<Record<Feature, readonly (Missing | false)[]>> = {
    F1: [!facts.planningBegan && 'planning', !facts.choseWho && 'who-takes-part'],
    F2: [
      facts.outcomes === 0 && 'outcome',
      facts.hasEhcPlan && !facts.learningOutcomes && 'learning-outcome',
      !facts.agreedNeedsMet && 'needs-met-signature',
    ],
    F3: [
      !facts.indicativeGiven && 'first-figure',
      facts.indicativeGiven && !facts.oneOff && !facts.indicativeBeforePlanning && 'first-figure-before-planning',
    ],
    F4: enoughMoney(facts),
    F5: [!facts.optionsExplained && 'options-explained', !facts.optionSigned && 'option-signature'],
    F6: [
      facts.items === 0 && 'plan-items',
      facts.itemsWithoutOutcome > 0 && 'item-outcomes',
      !facts.planApproved && 'approved-plan',
    ],
  };
  return SIX_FEATURES.map(feature => {
    const lacks = missing[feature].filter(each => each !== false);
    return { feature, met: lacks.length === 0, missing: lacks };
  });
}

function enoughMoney({ finalPence, neededPence, agreedEnough }: FeatureFacts): readonly (Missing | false)[] {
  return [
    finalPence === undefined && 'final-budget',
    finalPence !== undefined && neededPence !== undefined && finalPence < neededPence && 'enough-for-plan',
    !agreedEnough && 'enough-signature',
  ];
}

/** whether the budget counts in the return. */
export function isCountable(scores: readonly FeatureScore[]): boolean {
  return scores.every(({ met }) => met);
}

/** How many of these budgets count, and for each feature how many lack it. */
export function countFeatures(budgets: readonly (readonly FeatureScore[])[]): {
  readonly countable: number;
  readonly notCountable: number;
  readonly lacking: Readonly<Record<Feature, number>>;
} {
  const countable = budgets.filter(isCountable).length;
  const lacking = Object.fromEntries(
    SIX_FEATURES.map(feature => [
      feature,
      budgets.filter(scores => scores.some(score => score.feature === feature && !score.met)).length,
    ]),
  ) as Record<Feature, number>;
  return { countable, notCountable: budgets.length - countable, lacking };
}
