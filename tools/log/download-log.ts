import { toCsv } from '../../cards/csv.ts';
import { defineTool } from '../define-tool.ts';
import { type Found, findEntries, found, type LogInput, logInput } from './find.ts';
import { LOG_COLUMNS } from './log-tool.ts';

/** The reader role refuses more than 50,000 rows. */
const MOST = 49_999;

/** `download_log`: the log as a file, to the asker alone. */
export const downloadLog = defineTool<LogInput, Found>({
  name: 'download_log',
  title: 'Download the log',
  description: 'Sends the log of who did what as a CSV file, to the asker alone. Times are in UTC.',
  effect: 'read',
  role: 'analyst',
  input: logInput,
  output: found,
  run: (input, context) => findEntries(input, context, MOST),
  card: (data) => ({ tone: 'notice', title: 'Download the log', text: [sentence(data)], private: true }),
  summary: sentence,
  attachments: ({ entries }) => [
    {
      name: 'log.csv',
      mime: 'text/csv; charset=utf-8',
      bytes: Buffer.from(
        toCsv(
          [
            LOG_COLUMNS.map(({ label }) => label),
            ...entries.map(({ at, who, what, about, from, result }) => [at, who, what, about, from, result]),
          ],
          'comma',
        ),
      ),
      private: true,
    },
  ],
});

function sentence({ entries, omitted, period }: Found): string {
  const more = omitted > 0 ? `; ${omitted} more do not fit` : '';
  return `log.csv has ${entries.length} ${entries.length === 1 ? 'row' : 'rows'} (${period})${more}.`;
}
