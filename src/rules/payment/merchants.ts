/**
 * Kinds of shops by their code (ISO 18245), as a card's issuer gives it: what a plan may buy there, and what a budget may
 * not pay for. Only codes that hardly mean anything else: a code says what a shop mostly sells, not what was bought.
 */
import type { ExclusionRule } from '../plan/exclusions.ts';

/** shops that sell what a budget may not buy. A reason to talk, never one to act. */
const EXCLUDED_SHOPS: ReadonlySet<string> = new Set([
  '5813', // bars and public houses
  '5921', // beer, wine and spirits
  '5993', // tobacco
  '7800', // lotteries
  '7801', // casinos on the internet
  '7802', // horse and dog racing
  '7995', // betting
  '9406', // lotteries of other countries
]);

/** What the shops of a code sell, as the categories of a plan's lines (CL-05). */
const SOLD: Readonly<Record<string, readonly string[]>> = {
  '0742': ['ASSISTANCE_ANIMAL'], // vets
  '4111': ['TRANSPORT'], // local buses and trains
  '4112': ['TRANSPORT'], // railways
  '4121': ['TRANSPORT'], // taxis
  '4131': ['TRANSPORT'], // coaches
  '5045': ['TECHNOLOGY'], // computers
  '5047': ['EQUIPMENT', 'WHEELCHAIR'], // medical supplies
  '5732': ['TECHNOLOGY'], // electronics
  '5976': ['EQUIPMENT', 'WHEELCHAIR'], // orthopaedic goods
  '5995': ['ASSISTANCE_ANIMAL'], // pet shops
  '6300': ['INSURANCE'],
  '7032': ['RESPITE', 'COMMUNITY_ACTIVITY'], // recreational camps
  '7210': ['HOUSEHOLD_SERVICE'], // laundries
  '7217': ['HOUSEHOLD_SERVICE'], // carpet cleaning
  '7349': ['HOUSEHOLD_SERVICE'], // cleaning
  '7911': ['COMMUNITY_ACTIVITY', 'EXERCISE'], // dance schools
  '7922': ['COMMUNITY_ACTIVITY'], // theatres
  '7941': ['EXERCISE', 'COMMUNITY_ACTIVITY'], // sports clubs
  '7991': ['COMMUNITY_ACTIVITY'], // museums and sights
  '7997': ['EXERCISE', 'COMMUNITY_ACTIVITY'], // clubs with members, gyms
  '8049': ['THERAPY'], // podiatry
  '8050': ['AGENCY_CARE', 'RESPITE'], // nursing and personal care
  '8099': ['THERAPY', 'COMPLEMENTARY'], // health practitioners
  '8211': ['EDUCATION'],
  '8220': ['EDUCATION'],
  '8299': ['EDUCATION', 'TRAINING'],
};

/** The categories of a plan that a shop of this code sells; none for one that we do not know. */
export function categoriesOfShop(code: string | null): readonly string[] {
  return (code !== null && SOLD[code]) || [];
}

/** R-066, for the shops that mostly sell it. */
export function excludedShop(code: string | null): ExclusionRule | undefined {
  return code !== null && EXCLUDED_SHOPS.has(code) ? 'R-066' : undefined;
}
