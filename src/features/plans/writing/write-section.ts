/** Writes one section of a draft plan, in the name of whoever wrote it. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import {
  decideSection,
  SECTION_FIELDS,
  SECTION_KINDS,
  type SectionContent,
} from '../../../rules/plan/plan-sections.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { keptOf } from '../kept.ts';
import { loadPlan, saveSection } from '../store.ts';

export async function writeSection(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  section: string,
  given: SectionContent,
): Promise<Decision<{ planId: string }>> {
  const kind = SECTION_KINDS.find(each => each === section);
  const content = keptOf(given, kind ? SECTION_FIELDS[kind] : []);
  const what = { act: 'plan.write-section', command, input: { section, content }, budgetId, subjectId: section };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const plan = budget && (await loadPlan(tx, budgetId));
    if (!budget || !plan) return refused({ code: 'not-found', what: 'plan' });
    if (!kind) return refused({ code: 'not-found', what: 'section' });
    const decision = decideSection({ state: budget.state, kind, content, today: tools.today() });
    if (!decision.accepted) return decision;
    await saveSection(tx, actor, { planId: plan.planId, kind, content });
    return accepted({ planId: plan.planId });
  });
}
