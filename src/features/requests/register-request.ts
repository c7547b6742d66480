/** Registers a request for a budget (T02), from an enquiry or from scratch, and tells the person by when it is decided (N02). */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { decideRequest, type Group, streamOf } from '../../rules/eligibility/eligibility.ts';
import { identifierProblems, type NhsNumberStatus } from '../../rules/eligibility/identifiers.ts';
import { kindOf } from '../../rules/options/programme.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import type { PlainDate } from '../../values/dates.ts';
import { readNhsNumber } from '../../values/nhs-number.ts';
import { readPostcode } from '../../values/postcode.ts';
import { act } from '../audit/store.ts';
import { lockEnquiry } from '../enquiries/store.ts';
import { findPersonByNhsNumber, loadIcbContact, lockNhsNumber, saveNotice, savePerson } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadProgramme, lockProgrammes, savePlace } from '../programmes/store.ts';
import { requestReceived } from './notices.ts';
import { saveRequest } from './store.ts';

export type RequestInput = {
  /** The enquiry that it grows from, if there was one. */
  readonly enquiryId: string | undefined;
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string;
  readonly dateOfBirth: PlainDate;
  /** As it was typed; empty when there is none. */
  readonly nhsNumber: string;
  readonly nhsNumberStatus: NhsNumberStatus;
  readonly address: string;
  readonly postcode: string;
  readonly telephone: string;
  readonly email: string;
  readonly communicationNeeds: string;
  readonly claimedGroup: Group;
  /** Who asks, when it is not the person. */
  readonly requester: string;
  readonly requesterRole: 'PERSON' | 'REPRESENTATIVE' | 'PROFESSIONAL';
  readonly toldOptional: boolean;
  readonly preferredOptions: readonly ('NOTIONAL' | 'THIRD_PARTY' | 'DIRECT_PAYMENT')[];
  readonly requestedOn: PlainDate;
  /** The programme of one-off budgets that it is for a place in. */
  readonly programmeId?: string | undefined;
};

/**
 * The actor becomes the care co-ordinator of the case. A person whose NHS number and date of birth are on record is
 * that person: what is on record of them stays as it is.
 */
export async function registerRequest(
  tools: Tools,
  actor: Actor,
  command: Command,
  input: RequestInput,
): Promise<Decision<{ budgetId: string; reference: string; personId: string }>> {
  return act(tools, actor, { act: 'request.register', command, input, subjectId: input.enquiryId }, async tx => {
    const today = tools.today();
    const enquiry = input.enquiryId === undefined ? undefined : await lockEnquiry(tx, input.enquiryId);
    if (input.enquiryId !== undefined && !enquiry) return refused({ code: 'not-found', what: 'enquiry' });
    const nhsNumber = readNhsNumber(input.nhsNumber) ?? null;
    if (nhsNumber) await lockNhsNumber(tx, nhsNumber);
    const known = nhsNumber === null ? undefined : await findPersonByNhsNumber(tx, actor.icbCode, nhsNumber);
    const policy = await loadPolicy(tx, actor.icbCode, input.requestedOn);
    const { programmeId } = input;
    if (programmeId !== undefined) await lockProgrammes(tx);
    const programme = programmeId === undefined ? undefined : await loadProgramme(tx, actor.icbCode, programmeId);
    if (programmeId !== undefined && !programme) return refused({ code: 'not-found', what: 'programme' });

    const decision = decideRequest(
      {
        enquiry: enquiry && { receivedOn: enquiry.receivedOn, hasRequest: enquiry.budgetId !== null },
        known,
        dateOfBirth: input.dateOfBirth,
        toldOptional: input.toldOptional,
        requestedOn: input.requestedOn,
        decisionDays: policy.request.decisionDays,
        identifierProblems: identifierProblems({ ...input, icbCode: actor.icbCode }, today),
        programme,
      },
      today,
    );
    if (!decision.accepted) return decision;

    const { decideBy, knownPersonId } = decision.value;
    const personId =
      knownPersonId ?? (await savePerson(tx, { ...input, nhsNumber, postcode: readPostcode(input.postcode)! }));
    const opened = await saveRequest(tx, actor, {
      personId,
      enquiryId: input.enquiryId ?? null,
      enquiredOn: enquiry?.receivedOn ?? input.requestedOn,
      kind: kindOf({ claimedGroup: input.claimedGroup, programmeId }),
      claimedGroup: input.claimedGroup,
      fundingStream: streamOf(input.claimedGroup),
      requester: input.requester || `${input.givenName} ${input.familyName}`,
      requesterRole: input.requesterRole,
      toldOptional: input.toldOptional,
      preferredOptions: input.preferredOptions,
      requestedOn: input.requestedOn,
      decideBy,
      policyVersion: policy.version,
      careCoordinatorId: actor.id,
    });
    if (programmeId !== undefined) await savePlace(tx, { budgetId: opened.budgetId, programmeId });
    const recipient = known?.name ?? (input.preferredName || `${input.givenName} ${input.familyName}`);
    const about = { recipient, personId, ...opened, decideBy, careCoordinator: actor.name, effectiveOn: today };
    await saveNotice(tx, requestReceived(about, await loadIcbContact(tx, actor.icbCode)));
    return accepted({ ...opened, personId });
  });
}
