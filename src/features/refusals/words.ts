/** How each chapter words its refusals: one function for each code, so that a code without words does not compile. */
import type { Problem } from '../../platform/http.ts';

/** For every code of these refusals, the words for people. */
export type Words<R extends { readonly code: string }> = {
  readonly [Code in R['code']]: (refusal: Extract<R, { readonly code: Code }>) => Problem;
};
