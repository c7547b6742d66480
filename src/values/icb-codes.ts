/**
 * Integrated care boards by their ODS code, as data: boundaries and mergers change, so each has the dates
 * between which it counts. The demonstration's own code and those of tests are marked: they are no real board.
 */
import { isBefore, type PlainDate } from './dates.ts';

export type IcbCode = {
  /** Three characters, the first a Q. */
  readonly code: string;
  readonly name: string;
  /** First and last London date, ISO; the last is absent while the board stands. */
  readonly from: string;
  readonly until?: string;
  readonly kind: 'real' | 'demonstration' | 'test';
};

const REAL = `QE1 Lancashire and South Cumbria
QF7 South Yorkshire
QGH Herefordshire and Worcestershire
QH8 Mid and South Essex
QHG Bedfordshire, Luton and Milton Keynes
QHL Birmingham and Solihull
QHM North East and North Cumbria
QJ2 Derby and Derbyshire
QJG Suffolk and North East Essex
QJK Devon
QJM Lincolnshire
QK1 Leicester, Leicestershire and Rutland
QKK South East London
QKS Kent and Medway
QM7 Hertfordshire and West Essex
QMF North East London
QMJ North Central London
QMM Norfolk and Waveney
QNC Staffordshire and Stoke-on-Trent
QNQ Frimley
QNX Sussex
QOC Shropshire, Telford and Wrekin
QOP Greater Manchester
QOQ Humber and North Yorkshire
QOX Bath and North East Somerset, Swindon and Wiltshire
QPM Northamptonshire
QR1 Gloucestershire
QRL Hampshire and Isle of Wight
QRV North West London
QSL Somerset
QT1 Nottingham and Nottinghamshire
QT6 Cornwall and the Isles of Scilly
QU9 Buckinghamshire, Oxfordshire and Berkshire West
QUA Black Country
QUE Cambridgeshire and Peterborough
QUY Bristol, North Somerset and South Gloucestershire
QVV Dorset
QWE South West London
QWO West Yorkshire
QWU Coventry and Warwickshire
QXU Surrey Heartlands
QYG Cheshire and Merseyside`;

/** All boards that this service knows. */
export const ICB_CODES: readonly IcbCode[] = [
  ...REAL.split('\n').map(line => ({
    code: line.slice(0, 3),
    name: line.slice(4),
    from: '2022-07-01',
    kind: 'real' as const,
  })),
  { code: 'QZZ', name: 'Demonstration board', from: '2022-07-01', kind: 'demonstration' },
  { code: 'QTA', name: 'Test board A', from: '2022-07-01', kind: 'test' },
  { code: 'QTB', name: 'Test board B', from: '2022-07-01', kind: 'test' },
];

/** The board that bears this code on `date`, or undefined. */
export function findIcb(code: string, date: PlainDate): IcbCode | undefined {
  return ICB_CODES.find(icb => icb.code === code && stands(icb, date));
}

function stands(icb: IcbCode, date: PlainDate): boolean {
  if (isBefore(date, Temporal.PlainDate.from(icb.from))) return false;
  return icb.until === undefined || !isBefore(Temporal.PlainDate.from(icb.until), date);
}
