/** The plan itself: its hub with what is still to do, and adding and taking out what the money buys. */
import { z } from 'zod';
import { button } from '../../nhsuk/content/button.ts';
import { taskList } from '../../nhsuk/content/task-list.ts';
import { details, insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { form, submitButton } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Problem, post, type Route, type ShowContext, seeOther } from '../../platform/http.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { contentReasons } from '../../rules/plan/plan.ts';
import type { PlanWarning } from '../../rules/plan/plan-checks.ts';
import { titleOf as entryTitle } from '../../rules/plan/plan-differences.ts';
import { ENTRY_WORDS } from '../../rules/plan/plan-part-words.ts';
import {
  ABOUT_THE_PERSON,
  ENTRY_KINDS,
  IF_WISHED,
  SECTION_KINDS,
  type SectionKind,
} from '../../rules/plan/plan-sections.ts';
import { SECTION_HINTS } from '../../rules/plan/plan-words.ts';
import { loadIndicativeBudget } from '../budgets/store.ts';
import { loadFunding } from '../funding/store.ts';
import { inPlainWords } from '../refusals.ts';
import { type Budget, loadBudget } from '../requests/store.ts';
import { type BoardDecision, loadDecisionOn } from './decision-store.ts';
import { type LoadedPlan, loadPlanFacts } from './facts.ts';
import {
  caseHeading,
  entryInFull,
  itemsTable,
  moneySoFar,
  needsAndOutcomes,
  STATUS_WORDS,
  sectionsInFull,
  signatures,
  titleOf,
  workingOf,
} from './parts.ts';
import { loadPlan, loadPlanItems, loadRiskSignature, type RiskSignature } from './store.ts';
import { removeItem } from './writing/remove-item.ts';

export const planPages: readonly Route[] = [
  get('/budgets/:budgetId/plan', {
    may: 'see-case',
    records: 'plan.read',
    show: context => showPlan(context),
  }),
  get('/budgets/:budgetId/plan/items/:planItemId/removal', {
    may: 'write-plan',
    records: 'plan.read',
    show: context => showRemoval(context),
  }),
  post('/budgets/:budgetId/plan/items/:planItemId/removal', {
    may: 'write-plan',
    records: 'plan.remove-item',
    form: z.object({}),
    act: ({ tools, actor, command, params }) => removeItem(tools, actor, command, params.budgetId, params.planItemId),
    done: (_, { params }) => seeOther(`/budgets/${params.budgetId}/plan`, 'Taken out of the plan'),
    askAgain: (context, problems) => showRemoval(context, problems),
  }),
];

type Asked = ShowContext<{ readonly budgetId: string }>;

async function showPlan(context: Asked): Promise<Html | undefined> {
  const { tx, actor, params } = context;
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const facts = await loadPlanFacts(tx, budget, context.tools.today());
  if (!facts) return notYetPage(context, budget);
  const indicative = await loadIndicativeBudget(tx, budget.budgetId);
  const inBudget = indicative?.contingencyInBudget ? indicative.contingencyPence : 0n;
  const money = {
    items: facts.items,
    indicativePence: indicative?.totalPence ?? 0n,
    contingencyPence: facts.proposed?.contingencyPence ?? inBudget,
    proposedPence: facts.proposed?.finalPence,
  };
  const riskSignature = await loadRiskSignature(tx, facts.plan.planId);
  const mayWrite = budget.state === 'PLANNING' && hasLeave(actor, 'write-plan');
  return mayWrite
    ? writingPage(context, {
        budget,
        facts,
        money: moneySoFar(money),
        riskSignature,
        mayShare: hasLeave(actor, 'agree-funding') && (await loadFunding(tx, budget.budgetId)) !== undefined,
      })
    : readingPage(context, {
        budget,
        facts,
        money: moneySoFar(money),
        decision: await loadDecisionOn(tx, facts.plan.planId),
      });
}

/** Asks once more before an item goes. */
async function showRemoval(
  { tx, actor, frame, params }: ShowContext<{ readonly budgetId: string; readonly planItemId: string }>,
  problems: readonly Problem[] = [],
): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  const plan = budget && (await loadPlan(tx, budget.budgetId));
  if (!budget || !plan) return undefined;
  const items = await loadPlanItems(tx, plan.planId);
  const item = items.find(({ planItemId }) => planItemId === params.planItemId);
  if (!item && problems.length === 0) return undefined;
  const at = `/budgets/${budget.budgetId}/plan`;
  return page({
    frame,
    title: 'Take this out of the plan?',
    problems,
    backLink: { href: at, text: 'Back to the plan' },
    content: html`
    ${caseHeading(budget, 'Take this out of the plan?')}
    ${
      item &&
      html`<p>${item.label}: ${workingOf(item)}</p>
    ${form({ action: `${at}/items/${item.planItemId}/removal`, ...frame.hidden }, submitButton('Take it out', 'warning'))}`
    }`,
  });
}

type Shown = { readonly budget: Budget; readonly facts: LoadedPlan; readonly money: Html };

/** While it is written: what is still to do, section by section, and the lines with the running total. */
const writingPage = (
  { frame, actor }: Asked,
  {
    budget,
    facts,
    money,
    riskSignature,
    mayShare,
  }: Shown & { readonly riskSignature: RiskSignature | undefined; readonly mayShare: boolean },
): Html => {
  const forPerson = actor.personId !== undefined;
  const at = `/budgets/${budget.budgetId}/plan`;
  const toDo = contentReasons(facts).filter(reason => reason !== false);
  const wished = SECTION_KINDS.filter(kind => isIfWished(facts, kind));
  return page({
    frame,
    title: forPerson ? 'Your care plan' : 'Care plan',
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, forPerson ? 'Your care plan' : 'Care plan')}
    <p>Version ${facts.plan.version}. ${tag({ text: 'Being written', colour: 'blue' })}</p>
    ${money}
    <h2 class="nhsuk-heading-m">The parts of the plan</h2>
    ${taskList({
      items: SECTION_KINDS.filter(kind => !wished.includes(kind)).map(kind => ({
        heading: titleOf(kind, forPerson),
        href: `${at}/sections/${kind}`,
        hint: SECTION_HINTS[kind],
        status: statusOf(facts, kind, riskSignature),
      })),
    })}
    <h2 class="nhsuk-heading-m">${forPerson ? 'More about you, if you like' : 'More, where the person wishes it'}</h2>
    ${taskList({
      idPrefix: 'if-wished',
      items: wished.map(kind => ({
        heading: titleOf(kind, forPerson),
        href: `${at}/sections/${kind}`,
        hint: SECTION_HINTS[kind],
        status: facts.sections[kind] ? 'Written' : { text: 'If wished' },
      })),
    })}
    ${entriesToChange(facts, at, forPerson)}
    <h2 class="nhsuk-heading-m">Needs, and what should come of it</h2>
    ${needsAndOutcomes(facts.needs, facts.outcomes)}
    ${itemsTable(
      facts.items,
      facts.outcomes,
      item =>
        html`<a href="${at}/items/${item.planItemId}/removal">Take out <span class="nhsuk-u-visually-hidden">${item.label}</span></a>${
          mayShare &&
          html`<br><a href="${at}/items/${item.planItemId}/payers">Who pays <span class="nhsuk-u-visually-hidden">for ${item.label}</span></a>`
        }`,
      facts.authors,
    )}
    ${warningsInWords(facts.warnings)}
    ${button({ text: 'Add something that the money is for', href: `${at}/items/new` })}
    ${facts.goal && html`<p><a href="/directory">What others found nearby</a></p>`}
    ${whatItCannotBuy()}
    <h2 class="nhsuk-heading-m">Still to do before it can be sent in</h2>
    ${
      toDo.length === 0
        ? html`<p>The plan is complete. Next, the person signs it${forPerson && html`: <a href="/budgets/${budget.budgetId}/statements">sign your plan</a>`}.</p>`
        : html`<ul class="nhsuk-list nhsuk-list--bullet">${toDo.map(reason => html`<li>${inPlainWords(reason).text}</li>`)}</ul>`
    }
    ${signatures(facts.statements, undefined)}
    ${versionLinks(facts, at)}`,
  });
};

/** Whether nothing waits for this part; the short plan of a one-off budget asks for fewer (R-128). */
function isIfWished({ goal }: LoadedPlan, kind: SectionKind): boolean {
  const isLong = kind === 'contingency' || kind === 'review' || ABOUT_THE_PERSON.some(each => each === kind);
  return IF_WISHED.some(each => each === kind) || (goal !== undefined && isLong);
}

/** What the plan holds several of: what is there, with what takes it out, and what adds more. */
function entriesToChange(facts: LoadedPlan, at: string, forPerson: boolean): Html {
  return html`${ENTRY_KINDS.map(kind => {
    const own = facts.entries.filter(entry => entry.kind === kind);
    return (
      own.length > 0 &&
      html`<h3 class="nhsuk-heading-s">${ENTRY_WORDS[kind].many}</h3>
    ${own.map(
      entry => html`${entryInFull(entry, facts.outcomes, forPerson)}
      <p><a href="${at}/parts/${entry.planEntryId}/removal">Take out <span class="nhsuk-u-visually-hidden">${entryTitle(entry)}</span></a></p>`,
    )}`
    );
  })}
  <ul class="nhsuk-list">${ENTRY_KINDS.map(
    kind => html`<li><a href="${at}/entries/${kind}/new">${ENTRY_WORDS[kind].add}</a></li>`,
  )}</ul>`;
}

/** R-073 to R-075: what is still wanted before a line is paid. It keeps nobody from sending the plan in. */
export function warningsInWords(warnings: readonly PlanWarning[]): Html {
  return html`${warnings.map(warning => insetText({ text: warningText(warning) }))}`;
}

function warningText(warning: PlanWarning): string {
  switch (warning.code) {
    case 'respite-over-limit':
      return `“${warning.item}” is for ${warning.nights} nights one after another. More than ${warning.most} is unusual: say in the plan why.`;
    case 'registration-to-come':
      return `“${warning.item}” may not be paid before we have seen ${warning.regulated === 'ACTIVITY' ? 'that the provider is registered with the Care Quality Commission' : 'the professional’s registration'}.`;
    case 'connected-to-decide':
      return `“${warning.item}” pays ${warning.payee}, who is close and lives in the same home. The board has to agree before any of it is spent.`;
  }
}

function versionLinks(facts: LoadedPlan, at: string): Html {
  const { version } = facts.plan;
  if (version === 1) return html``;
  const earlier = Array.from({ length: version - 1 }, (_, i) => i + 1);
  return html`<h2 class="nhsuk-heading-m">Earlier versions</h2>
  <ul class="nhsuk-list">${earlier.map(one => html`<li><a href="${at}/versions/${one}">Version ${one}</a></li>`)}
  <li><a href="${at}/differences">What changed</a></li></ul>`;
}

function statusOf(facts: LoadedPlan, kind: (typeof SECTION_KINDS)[number], risk: RiskSignature | undefined) {
  if (kind === 'risk' && facts.sections.risk && !risk?.current)
    return { tag: tag0('Not signed by the person', 'yellow') };
  if (facts.sections[kind]) return 'Written';
  const isOptional = kind === 'learning' || (kind === 'safeguarding' && !facts.lacksCapacity && !facts.vulnerable);
  return isOptional ? { text: 'If needed' } : { tag: tag0('To do', 'blue') };
}

function tag0(text: string, colour: 'blue' | 'yellow') {
  return { text, colour } as const;
}

/** For everybody who only reads it, and for everybody once it was sent in. */
const readingPage = (
  { frame, actor }: Asked,
  { budget, facts, money, decision }: Shown & { readonly decision: BoardDecision | undefined },
): Html => {
  const forPerson = actor.personId !== undefined;
  return page({
    frame,
    title: forPerson ? 'Your care plan' : 'Care plan',
    width: 'full',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`
    ${caseHeading(budget, forPerson ? 'Your care plan' : 'Care plan')}
    <p>Version ${facts.plan.version}. ${tag({ text: STATUS_WORDS[facts.plan.status], colour: 'blue' })} Care co-ordinator: ${budget.careCoordinatorName}.</p>
    ${money}
    <h2 class="nhsuk-heading-m">Needs, and what should come of it</h2>
    ${needsAndOutcomes(facts.needs, facts.outcomes)}
    ${itemsTable(facts.items, facts.outcomes, undefined, facts.authors)}
    ${warningsInWords(facts.warnings)}
    <h2 class="nhsuk-heading-m">The plan in words</h2>
    ${sectionsInFull(facts, forPerson)}
    ${signatures(facts.statements, decision)}
    ${versionLinks(facts, `/budgets/${budget.budgetId}/plan`)}`,
  });
};

const notYetPage = ({ frame }: Asked, budget: Budget): Html =>
  page({
    frame,
    title: 'Care plan',
    backLink: { href: `/budgets/${budget.budgetId}` },
    content: html`${caseHeading(budget, 'Care plan')}<p>Planning has not begun yet.</p>`,
  });

/** R-066 to R-071, said before anybody types. */
export function whatItCannotBuy(): Html {
  return details({
    summary: 'What the money cannot buy',
    html: html`<ul>
      <li>alcohol, tobacco and gambling, paying back debts, anything against the law</li>
      <li>GP services, vaccinations, screening and health checks: the NHS gives them anyway</li>
      <li>emergency care and operations: the NHS gives them anyway</li>
      <li>NHS charges, such as for prescriptions or the dentist</li>
    </ul>`,
  });
}
