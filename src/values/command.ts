/**
 * One command: what a person meant to do once, however often the button was pressed or the request sent.
 * The id is made by the client (a hidden field of the form, the Idempotency-Key of the API).
 */
export type Command = {
  /** A UUID in lower case. */
  readonly id: string;
};
