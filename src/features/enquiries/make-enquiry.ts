/** Takes an enquiry (T01): stores it under a reference, and the information pack that answers it (N01). */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision } from '../../rules/decision.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { addWorkingDays } from '../../values/dates.ts';
import { act } from '../audit/store.ts';
import { loadBankHolidays } from '../bank-holidays/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { informationPack } from './notices.ts';
import { type NewEnquiry, saveEnquiry } from './store.ts';

export type EnquiryInput = Omit<NewEnquiry, 'receivedOn' | 'acknowledgeBy' | 'policyVersion'>;

/** Anybody may ask: there is no guard. It is acknowledged within the working days of the local policy. */
export async function makeEnquiry(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: EnquiryInput,
): Promise<Decision<{ enquiryId: string; reference: string }>> {
  return act(tools, actor, { act: 'enquiry.make', command, input }, async tx => {
    const receivedOn = tools.today();
    const policy = await loadPolicy(tx, actor.icbCode, receivedOn);
    const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
    const acknowledgeBy = addWorkingDays(receivedOn, policy.enquiry.acknowledgeWorkingDays, holidays);
    const enquiry = await saveEnquiry(tx, { ...input, receivedOn, acknowledgeBy, policyVersion: policy.version });
    const icb = await loadIcbContact(tx, actor.icbCode);
    const about = { recipient: input.name, personId: null, budgetId: null, effectiveOn: receivedOn };
    await saveNotice(tx, informationPack(about, icb));
    return accepted(enquiry);
  });
}
