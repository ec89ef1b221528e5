/** The ways by which campaigns leave the house, as the settings have them. Client libraries are loaded only where needed. */
import type { Channel, Channels } from '../jobs/outreach/channel.ts';
import type { Config } from './config.ts';

/** A channel that is missing has no provider: its messages are kept in the house. */
export async function createChannels(config: Config, now: () => Date): Promise<Channels> {
  const { whatsapp, outreach } = config;
  const channels: Channel[] = [];
  if (outreach.email) {
    const [{ createMailer }, { createEmailChannel }] = await Promise.all([
      import('./email/send/create-mailer.ts'),
      import('./email/campaign-channel.ts'),
    ]);
    channels.push(createEmailChannel(await createMailer(outreach.email)));
  }
  if (whatsapp) {
    const { createTwilioChannel } = await import('./whatsapp/campaign-channel.ts');
    channels.push(createTwilioChannel(whatsapp, { name: 'whatsapp', from: whatsapp.from }));
    if (outreach.smsFrom)
      channels.push(createTwilioChannel(whatsapp, { name: 'sms', from: outreach.smsFrom }));
  }
  if (outreach.inApp) {
    const { createInAppChannel } = await import('./webhook/in-app-channel.ts');
    channels.push(createInAppChannel(outreach.inApp, now));
  }
  return new Map(channels.map((channel) => [channel.name, channel]));
}
