/** What is wrong with a form, in words for the person who filled it in. */

/** `field` is the name of the input that the summary links to; without it the problem concerns the whole form. */
export type Problem = {
  readonly field?: string | undefined;
  readonly text: string;
  /** The ids of the rules that it rests on; each has a page under /rules. */
  readonly rules?: readonly string[] | undefined;
  readonly whatWouldChangeIt?: string | undefined;
  readonly alternatives?: readonly string[] | undefined;
};

/** The words that stand beside one field: all its problems, in the order given. */
export function problemsOf(problems: readonly Problem[] | undefined, field: string): string | undefined {
  const texts = (problems ?? []).filter(problem => problem.field === field).map(problem => problem.text);
  return oneText(texts);
}

/** Several problems as one text: most are written without a full stop, some are whole sentences; undefined if none. */
export function oneText(texts: readonly (string | undefined)[]): string | undefined {
  const said = texts.filter(text => text !== undefined && text !== '');
  return said.length > 0
    ? said.map((text, i) => (i < said.length - 1 ? text!.replace(/\.$/, '') : text)).join('. ')
    : undefined;
}
