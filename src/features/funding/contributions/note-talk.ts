/** Writes down that somebody spoke with the person about a part that is missing. Nothing stops because of it. */
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { isBefore, type PlainDate } from '../../../values/dates.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { loadContributionYears, saveContributionTalk } from './store.ts';

export type TalkInput = { readonly talkedOn: PlainDate; readonly words: string };

export async function noteContributionTalk(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
  input: TalkInput,
): Promise<Decision<{ contributionTalkId: string }>> {
  const what = {
    act: 'contribution.talk',
    command,
    input: { ...input, talkedOn: input.talkedOn.toString() },
    budgetId,
  };
  return act(tools, actor, what, async tx => {
    const budget = await lockBudget(tx, budgetId);
    if (!budget || (await loadContributionYears(tx, budgetId)).length === 0)
      return refused({ code: 'not-found', what: 'contribution' });
    if (isBefore(tools.today(), input.talkedOn)) return refused({ code: 'contribution-talk-in-future' });
    return accepted({ contributionTalkId: await saveContributionTalk(tx, actor, { ...input, budgetId }) });
  });
}
