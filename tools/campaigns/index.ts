/** The tools of campaigns, and what sending needs of them. */
export { type ChannelAddress, type ChannelName, channelAddress } from './channels.ts';
export { quietUntil } from './quiet-hours.ts';
export { type ReadyMessage, readMessages } from './read-messages.ts';
export { type OutreachSettings, readSettings } from './settings.ts';
export { fillTemplate } from './template.ts';
