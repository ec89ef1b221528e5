/** The tools of campaigns, and what sending needs of them. */
import type { AnyTool } from '../define-tool.ts';
import { approveCampaign } from './approve-tool.ts';
import { createCampaign } from './create-tool.ts';
import { editCampaign } from './edit-tool.ts';
import { cancelCampaign, pauseCampaign, resumeCampaign } from './lifecycle-tools.ts';
import { campaigns } from './list-tool.ts';
import { outreachSettingsTool } from './settings-tool.ts';
import { showCampaign } from './show-tool.ts';
import type { SendingHouse } from './shown.ts';
import { settleMessages } from './unknown/settle-tool.ts';
import { unknownMessages } from './unknown/unknown-tool.ts';

export { type ChannelName, channelAddress } from './channels.ts';
export { COUNT_FOR_TEST, countCampaign } from './count-campaign.ts';
export { quietUntil } from './quiet-hours.ts';
export { readCampaignNames } from './read-campaigns.ts';
export { type ReadyMessage, readMessages } from './read-messages.ts';
export { type OutreachSettings, readSettings } from './settings.ts';

/** `house` says what of sending is not set up. */
export function campaignTools(house: SendingHouse = {}): readonly AnyTool[] {
  return [
    campaigns,
    showCampaign(house),
    createCampaign(house),
    editCampaign(house),
    approveCampaign(house),
    pauseCampaign,
    resumeCampaign,
    cancelCampaign,
    unknownMessages,
    settleMessages,
    outreachSettingsTool,
  ];
}
