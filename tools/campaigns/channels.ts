/** The channels that campaigns go by, and where each finds a customer's address and consent. */
export const CHANNELS = ['email', 'whatsapp', 'sms', 'in_app'] as const;
export type ChannelName = (typeof CHANNELS)[number];

export interface ChannelAddress {
  /**
   * SQL of the address out of a row of `dim_customer` (by its alias), null where the customer has none that the channel can
   * use: e-mail address, phone number in E.164, or the customer's id.
   */
  readonly address: (customer: string) => string;
  /** Column of `dim_customer` that says whether they agreed; null where nobody is asked (within the team's own app). */
  readonly consent: 'email_consent' | 'whatsapp_consent' | 'sms_consent' | null;
  /** As people read it. */
  readonly label: string;
  /** What the channel needs an address of: “e-mail address”. */
  readonly needs: string;
}

/** Formatting of a number does not matter; one without its country cannot be dialled from here. */
const number = (customer: string) =>
  `case when regexp_replace(${customer}.phone, '[^0-9+]', '', 'g') ~ '^[+][1-9][0-9]{6,14}$'
        then regexp_replace(${customer}.phone, '[^0-9+]', '', 'g') end`;

const ADDRESSES: Readonly<Record<ChannelName, ChannelAddress>> = {
  email: {
    address: (customer) =>
      `case when btrim(${customer}.email) ~ '^[^@[:space:]]+@[^@[:space:]]+$' then btrim(${customer}.email) end`,
    consent: 'email_consent',
    label: 'E-mail',
    needs: 'e-mail address',
  },
  whatsapp: {
    address: number,
    consent: 'whatsapp_consent',
    label: 'WhatsApp',
    needs: 'phone number with its country',
  },
  sms: { address: number, consent: 'sms_consent', label: 'SMS', needs: 'phone number with its country' },
  in_app: {
    address: (customer) => `${customer}.customer_id`,
    consent: null,
    label: 'In the app',
    needs: 'customer number',
  },
};

/** Where the channel finds whom it writes to. */
export function channelAddress(channel: ChannelName): ChannelAddress {
  return ADDRESSES[channel];
}

/** What people call a channel → the channel; null for any other word. */
export function channelCalled(words: string): ChannelName | null {
  const word = words.toLowerCase().replace(/[^a-z]/g, '');
  return CALLED.get(word) ?? null;
}

const CALLED: ReadonlyMap<string, ChannelName> = new Map([
  ['email', 'email'],
  ['emails', 'email'],
  ['mail', 'email'],
  ['whatsapp', 'whatsapp'],
  ['wa', 'whatsapp'],
  ['sms', 'sms'],
  ['text', 'sms'],
  ['textmessage', 'sms'],
  ['inapp', 'in_app'],
  ['app', 'in_app'],
]);
