/** Whose a file is that waits: of the person's own account, or of the organisation that holds their money. */
import type { Tx } from '../../../platform/db.ts';
import type { Actor } from '../../../values/actor.ts';
import { loadContract, loadThirdPartyOf } from '../../third-parties/store.ts';
import type { Upload } from './store.ts';

export type WaitingFile = {
  readonly budgetId: string;
  readonly uploadId: string;
  /** It was asked for on the pages of an organisation that holds money. */
  readonly isOfHolder: boolean;
};

/** Whether it is what it was asked for as, and of an organisation: the one of whoever asks, that still holds the money. */
export async function isOf(tx: Tx, actor: Actor, upload: Upload, isOfHolder: boolean): Promise<boolean> {
  const { thirdPartyId } = upload;
  if (!isOfHolder || thirdPartyId === undefined) return isOfHolder === (thirdPartyId !== undefined);
  const contract = await loadContract(tx, upload.budgetId);
  return contract?.thirdPartyId === thirdPartyId && (await loadThirdPartyOf(tx, actor.id)) === thirdPartyId;
}
