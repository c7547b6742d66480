/**
 * What stands on the home page: one line for each thing that somebody may open, by the permission that it needs.
 * A feature with a list of its own adds its line here.
 */
import { hasLeave } from '../../rules/permissions.ts';
import type { Actor } from '../../values/actor.ts';
import type { Permission } from '../../values/permission.ts';

export type HomeLink = { readonly href: string; readonly text: string; readonly hint: string };

export const HOME_LINKS: readonly (HomeLink & { readonly may: Permission })[] = [];

/** The lines for this actor. */
export function homeLinks(actor: Actor): readonly HomeLink[] {
  return HOME_LINKS.filter(link => hasLeave(actor, link.may));
}
