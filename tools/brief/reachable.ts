/** Whether a brief can be brought somewhere at all: a surface that is not set up takes no subscription. */
import type { Place } from '../define-tool.ts';
import { Refusal } from '../refusal.ts';
import type { BriefSurface } from './subscription-store.ts';

/** The surfaces that are set up. */
export type BriefSurfaces = ReadonlySet<BriefSurface>;

/** What an operator does about one that is not. */
const MENDS: Readonly<Record<BriefSurface, string>> = {
  slack: 'Slack is not set up here, so no brief could come there. An operator connects it: docs/slack.md.',
  whatsapp:
    'WhatsApp is not set up here, so no brief could come there. An operator connects it: docs/whatsapp.md.',
  email:
    'E-mail is not set up here, so no brief could come that way. An operator sets EMAIL_FROM and SMTP_URL (or SENDGRID_API_KEY): docs/sending.md.',
};

/** Where somebody asks is on, whatever else is. */
export const isReachable = (surfaces: BriefSurfaces, surface: BriefSurface, place?: Place): boolean =>
  surfaces.has(surface) || place?.surface === surface;

/** Throws a `Refusal` with the mend where nothing could be brought there. */
export function requireReachable(surfaces: BriefSurfaces, surface: BriefSurface, place?: Place): void {
  if (!isReachable(surfaces, surface, place)) throw new Refusal(`${MENDS[surface]} Nothing was subscribed.`);
}
