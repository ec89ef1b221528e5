/** The page behind a button of a mail: it says what a press would do, and for whom it counts. */
import type { FormField } from '../../../cards/card.ts';
import type { PressPreview } from '../../../handlers/press-preview.ts';
import { html, type Markup } from '../markup.ts';
import { style } from '../render/styles.ts';
import { page, saying } from './page.ts';

const FIELD =
  'display:block;width:100%;box-sizing:border-box;margin:4px 0 14px;padding:9px 10px;border:1px solid #c3ccd5;border-radius:6px;font:inherit';

/** The page of a token; `preview` is null where nobody knows it. */
export function pressPage(preview: PressPreview | null): string {
  if (!preview) return saying('This link is not known', ['It may have been cut off by the mail program.']);
  const refusal = whyNot(preview);
  if (refusal) return saying(preview.label, [refusal]);
  const { label, cardTitle, confirm, form, person } = preview;
  return page(
    label,
    html`<div style="${style.card('question')}">
<p style="${style.label}">${cardTitle}</p>
<h1 style="${style.title}">${label}</h1>
${confirm && html`<p style="${style.text}">${confirm}</p>`}
<form method="post">
${(form?.fields ?? []).map(renderField)}
<button type="submit" style="${style.button('primary')};${style.buttonCell('primary')};cursor:pointer">${form?.submit ?? label}</button>
</form>
<p style="${style.note};margin-top:14px">Counts as done by ${person}. Nothing happens until you press the button.</p>
</div>`,
  );
}

function whyNot({ state, pressedBy, pressedAt, person }: PressPreview): string | null {
  if (person === null)
    return 'This address belongs to nobody in the team any more, so nothing can be done with it.';
  if (state === 'expired') return 'This link has expired. The next brief brings fresh ones.';
  if (state !== 'done') return null;
  const when = pressedAt ? ` on ${pressedAt.toISOString().slice(0, 16).replace('T', ' at ')} UTC` : '';
  return `${pressedBy ?? 'Somebody'} has pressed this already${when}. Nothing is done twice.`;
}

function renderField(field: FormField): Markup {
  if (field.kind === 'text' && field.multiline)
    return html`<label>${field.label}<textarea name="${field.key}" rows="8" maxlength="${field.maxLength}" ${field.optional ? html`` : html`required`} style="${FIELD}">${field.initial}</textarea></label>`;
  if (field.kind === 'text')
    return html`<label>${field.label}<input name="${field.key}" value="${field.initial}" maxlength="${field.maxLength}" ${field.optional ? html`` : html`required`} style="${FIELD}"></label>`;
  return html`<label>${field.label}<select name="${field.key}" style="${FIELD}">${field.options.map(
    ({ label, value }) =>
      html`<option value="${value}"${value === field.initial && html` selected`}>${label}</option>`,
  )}</select></label>`;
}
