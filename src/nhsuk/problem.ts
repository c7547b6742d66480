/** What is wrong with a form, in words for the person who filled it in. */

/** `field` is the name of the input that the summary links to; without it the problem concerns the whole form. */
export type Problem = { readonly field?: string | undefined; readonly text: string };

/** The words that stand beside one field: all its problems, in the order given. */
export function problemsOf(problems: readonly Problem[] | undefined, field: string): string | undefined {
  const texts = (problems ?? []).filter(problem => problem.field === field).map(problem => problem.text);
  return texts.length > 0 ? texts.join('. ') : undefined;
}
