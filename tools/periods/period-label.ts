/** Periods in words. */
import { type Day, endOf, partsOf, startOf } from './calendar.ts';

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const monthName = (month: number): string => MONTH_NAMES[month - 1] ?? '';

/** "31 Dec 2019". */
export function dayLabel(day: Day): string {
  const { year, month, day: dayOfMonth } = partsOf(day);
  return `${dayOfMonth} ${monthName(month).slice(0, 3)} ${year}`;
}

/** The shortest name of a span: "2019", "Q3 2019", "March 2019", "5 Mar 2019", "1 – 15 Mar 2019". */
export function spanLabel(from: Day, to: Day): string {
  const { year, month } = partsOf(from);
  if (from === to) return dayLabel(from);
  if (from === startOf('year', from) && to === endOf('year', from)) return String(year);
  if (from === startOf('quarter', from) && to === endOf('quarter', from))
    return `Q${Math.ceil(month / 3)} ${year}`;
  if (from === startOf('month', from) && to === endOf('month', from)) return `${monthName(month)} ${year}`;
  if (from === startOf('month', from) && to === endOf('month', to)) return monthsLabel(from, to);
  const end = partsOf(to);
  if (year !== end.year) return `${dayLabel(from)} – ${dayLabel(to)}`;
  const start = dayLabel(from).replace(` ${year}`, '');
  return `${month === end.month ? partsOf(from).day : start} – ${dayLabel(to)}`;
}

function monthsLabel(from: Day, to: Day): string {
  const start = partsOf(from);
  const end = partsOf(to);
  const half = start.year === end.year && end.month - start.month === 5;
  if (half && start.month === 1) return `H1 ${start.year}`;
  if (half && start.month === 7) return `H2 ${start.year}`;
  const year = start.year === end.year ? '' : ` ${start.year}`;
  return `${monthName(start.month)}${year} to ${monthName(end.month)} ${end.year}`;
}
