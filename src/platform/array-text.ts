/** Lists as PostgreSQL reads them. The driver quotes each member, which for thousands of them takes longer than to send them. */

/** `{1,2,NULL,"a b"}`; undefined where a member is neither text, number, truth, date nor instant: bytes, or a list itself. */
export function arrayText(list: readonly unknown[]): string | undefined {
  let text = '{';
  for (const member of list) {
    if (text.length > 1) text += ',';
    switch (typeof member) {
      case 'string':
        text += PLAIN.test(member) && !NOTHING.test(member) ? member : quoted(member);
        break;
      case 'bigint':
      case 'number':
      case 'boolean':
        text += member;
        break;
      default:
        if (member === null || member === undefined) text += 'NULL';
        else if (
          member instanceof Temporal.PlainDate ||
          member instanceof Temporal.Instant ||
          member instanceof Temporal.PlainYearMonth
        )
          text += member.toString();
        else return undefined;
    }
  }
  return `${text}}`;
}

/** Ids, codes, digits and dates: nothing in them means anything in a list. */
const PLAIN = /^[\w:.|+-]+$/;
const NOTHING = /^null$/i;

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
