/** Reports of banks as they look, for tests. */

export type Returned = {
  readonly reference: string;
  readonly sortCode?: string;
  readonly accountNumber?: string;
  readonly pounds?: string;
  readonly code?: string;
  readonly words?: string;
  readonly processedOn?: string;
};

const ACCOUNT = { sortCode: '08-99-99', accountNumber: '66374958', pounds: '2600.00' };
const inDocument = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<BACSDocument xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Data>\n${content}\n</Data></BACSDocument>\n`;

/** Credits that came back. */
export function arucs(items: readonly Returned[], number = '141'): string {
  const records = items.map(item => {
    const { sortCode, accountNumber, pounds } = { ...ACCOUNT, ...item };
    const day = item.processedOn ? ` originalProcessingDate="${item.processedOn}"` : '';
    return `<ReturnedCreditItem ref="${item.reference}" transCode="99" returnCode="${item.code ?? '5'}" returnDescription="${item.words ?? 'NO ACCOUNT'}"${day} valueOf="${pounds}" currency="GBP"><ReceiverAccount number="${accountNumber}" sortCode="${sortCode}" name="J EXAMPLE"/></ReturnedCreditItem>`;
  });
  return inDocument(
    `<ARUCS><Header reportType="REFT1019" adviceNumber="${number}" currentProcessingDate="2026-12-02"/><OriginatingAccountRecords><OriginatingAccountRecord>\n${records.join('\n')}\n</OriginatingAccountRecord></OriginatingAccountRecords></ARUCS>`,
  );
}

/** Accounts that are to be others the next time. */
export function awacs(reference: string, next = { sortCode: '107999', accountNumber: '88837491' }): string {
  return inDocument(
    `<MessagingAdvices><MessagingHeader report-type="AWACS" advice-number="7"/><MessagingAdvice user-number="123456" record-type="W" reference="${reference}" payee-name="J EXAMPLE" payee-sort-code="089999" payee-account-number="66374958" payee-new-sort-code="${next.sortCode}" payee-new-account-number="${next.accountNumber}" reason-code="3"/></MessagingAdvices>`,
  );
}

/** The input report of a submission: how many were taken in, and which were not. */
export function inputReport(
  serial: string,
  taken: { readonly count: number; readonly pounds: string },
  rejected: readonly string[] = [],
): string {
  const errors = rejected.map(
    reference =>
      `<ErrorItem><OriginalRecord ref="${reference}" valueOf="2600.00" processingDate="2026-11-30"/><DestinationAccount sortCode="089999" number="66374958"/><ErrorMessage line="DESTINATION SORT CODE NOT KNOWN"/></ErrorItem>`,
  );
  return inDocument(
    `<InputReport><Header reportType="REFT1023" processingDate="2026-11-30"/><Submission><SubmissionInformation submissionSerialNumber="${serial}"/><CreditEntry><AcceptedRecords numberOf="${taken.count}" valueOf="${taken.pounds}" currency="GBP"/></CreditEntry><Errors>${errors.join('')}</Errors></Submission></InputReport>`,
  );
}

/** A payment status report: of the whole file, and of single transfers by our own ids. */
export function pain002(
  messageId: string,
  group: string,
  transfers: readonly (readonly [endToEndId: string, status: string, reason?: string])[] = [],
): string {
  const each = transfers.map(
    ([id, status, reason]) =>
      `<TxInfAndSts><OrgnlEndToEndId>${id}</OrgnlEndToEndId><TxSts>${status}</TxSts>${reason ? `<StsRsnInf><Rsn><Cd>${reason}</Cd></Rsn></StsRsnInf>` : ''}</TxInfAndSts>`,
  );
  const status = group === '' ? '' : `<GrpSts>${group}</GrpSts>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>STATUS-1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId>${status}</OrgnlGrpInfAndSts>${each.length > 0 ? `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${messageId}</OrgnlPmtInfId>${each.join('')}</OrgnlPmtInfAndSts>` : ''}</CstmrPmtStsRpt></Document>\n`;
}
