/** Tables as CSV (RFC 4180) that a spreadsheet cannot be made to execute. */
import type { Cell } from './card.ts';

export const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type Separator = keyof typeof SEPARATORS;

/** A cell that begins like this is a formula to Excel, LibreOffice and Google Sheets. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Lines end with CRLF; null is an empty cell; text that reads as a formula gets an apostrophe before it. */
export function toCsv(rows: readonly (readonly Cell[])[], separator: Separator): string {
  const between = SEPARATORS[separator];
  return rows.map((row) => `${row.map((cell) => csvCell(cell, between)).join(between)}\r\n`).join('');
}

function csvCell(cell: Cell, separator: string): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? harmless(cell) : String(cell);
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Numbers are left alone: "-5" is no formula. */
function harmless(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
