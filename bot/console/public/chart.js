/** A chart: a picture in the scheme of the page, with its text where the picture cannot be had. */
import { onScheme, scheme } from './color-scheme.js';
import { h } from './dom.js';

export function chartPicture({ id, title, alt, text }) {
  const picture = h('img', {
    class: 'chart-picture is-loading',
    alt,
    decoding: 'async',
    'data-chart': id,
    'data-width': '1280',
    onload: (event) => event.currentTarget.classList.remove('is-loading'),
    onerror: (event) =>
      event.currentTarget.replaceWith(
        h('pre', { class: 'chart-text', 'aria-label': alt }, `${title}\n\n${text}`),
      ),
  });
  picture.src = chartAddress(id, scheme(), 1280);
  return h('figure', { class: 'chart' }, picture);
}

/** A chart as a phone gets it: always on white, as WhatsApp pictures are. */
export function phonePicture(id, alt) {
  return h('img', { class: 'bubble-picture', src: chartAddress(id, 'light', 960), alt, decoding: 'async' });
}

function chartAddress(id, inScheme, width) {
  return `/api/charts/${id}?scheme=${inScheme}&width=${width}`;
}

onScheme((next) => {
  for (const picture of document.querySelectorAll('[data-chart]')) {
    const address = chartAddress(picture.dataset.chart, next, picture.dataset.width);
    if (!picture.src.endsWith(address)) picture.src = address;
  }
});
