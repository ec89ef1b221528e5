import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { outreachSettings, readSettings, writeSettings } from './settings.ts';
import { parseSettings } from './settings-command.ts';
import { count } from './words.ts';

const { perPersonPerWeek, quietHours, twoPersonAbove, consentRequired, fromName } = outreachSettings.shape;
const input = z.object({
  /** More people than this take two approvers; null: one is always enough. */
  limit: z
    .preprocess(
      (said) => (said === 'off' ? null : said),
      z.coerce.number().pipe(twoPersonAbove.unwrap()).nullable(),
    )
    .optional(),
  /** Messages a week and person. */
  cap: z.coerce.number().pipe(perPersonPerWeek).optional(),
  quiet: quietHours.optional(),
  consent: consentRequired.optional(),
  from: fromName,
});
type Input = z.infer<typeof input>;

const output = z.object({ settings: outreachSettings, changed: z.boolean(), timezone: z.string() });
type Data = z.infer<typeof output>;

/** `outreach_settings`: how often, when and to whom the team writes, and when two people have to agree. */
export const outreachSettingsTool = defineTool<Input, Data>({
  name: 'outreach_settings',
  title: 'Outreach settings',
  description:
    'Shows or changes how the team sends: above how many people two have to approve, messages a week and person, quiet hours, whether consent is required, and the name e-mails come from.',
  effect: 'write',
  role: 'admin',
  input: input as z.ZodType<Input>,
  output,
  command: {
    word: 'outreach',
    usage: 'outreach [limit=5000|off cap=2 quiet=21:00-08:00|off consent=on|off from=<name>]',
    parse: parseSettings,
  },
  async run({ limit, cap, quiet, consent, from }, { db, workspace }) {
    const changes = Object.fromEntries(
      Object.entries({
        twoPersonAbove: limit,
        perPersonPerWeek: cap,
        quietHours: quiet,
        consentRequired: consent,
        fromName: from,
      }).filter(([, value]) => value !== undefined),
    );
    const changed = Object.keys(changes).length > 0;
    const settings = changed
      ? await db.write((tx) => writeSettings(tx, db.tenantId, changes))
      : await readSettings(readable(db), db.tenantId);
    return { kind: 'ok', data: { settings, changed, timezone: workspace.timezone } };
  },
  card: (data) => ({
    tone: 'notice',
    title: data.changed ? 'Outreach settings changed' : 'Outreach settings',
    text: sentences(data),
    footnotes: [
      {
        kind: 'note',
        text: 'Change them with /walker outreach limit=5000 cap=2 quiet=21:00-08:00 consent=on from=<name>.',
      },
    ],
  }),
  summary: (data) => sentences(data).join(' '),
});

function sentences({ settings, timezone }: Data): string[] {
  const { twoPersonAbove: limit, perPersonPerWeek: cap, quietHours: quiet } = settings;
  return [
    limit === null
      ? 'One approver is enough for any campaign.'
      : `A campaign to more than ${count(limit)} people takes two approvers.`,
    `A person gets at most ${cap} ${cap === 1 ? 'message' : 'messages'} in seven days, over all channels.`,
    quiet.from === quiet.to
      ? 'There are no quiet hours.'
      : `Nothing is sent from ${quiet.from} to ${quiet.to} (${timezone}).`,
    settings.consentRequired
      ? 'Only people who agreed to a channel are written to.'
      : 'People are written to without having agreed to it: whether that is allowed is for you to know.',
    ...(settings.fromName ? [`E-mails come from “${settings.fromName}”.`] : []),
  ];
}
