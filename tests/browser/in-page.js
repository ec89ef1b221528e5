/** Runs inside the page under test: what a reader of the accessibility guidelines would look for first. */
window.pageChecks = { accessibilityProblems, fitsItsWidth, decoded };

/** Everything that is wrong with the page as it stands (WCAG 2.2, levels A and AA): names, structure, contrast. */
function accessibilityProblems() {
  if (document.documentElement.lang === '') return ['the page names no language'];
  return [...nameless(), ...badTables(), ...badStructure(), ...faintText()];
}

/** True where nothing is wider than the page. */
function fitsItsWidth() {
  return document.documentElement.scrollWidth <= document.documentElement.clientWidth;
}

/** True where the first picture that `selector` finds holds pixels. */
async function decoded(selector) {
  const picture = document.querySelector(selector);
  await picture.decode();
  return picture.naturalWidth > 0;
}

function visible(selector) {
  return [...document.querySelectorAll(selector)].filter(
    (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible',
  );
}

function what(element) {
  return `<${element.tagName.toLowerCase()} class="${element.className}"> “${element.textContent.slice(0, 30)}”`;
}

function nameless() {
  const pictures = visible('img').filter((image) => !image.hasAttribute('alt'));
  const controls = visible('button, a[href], input, select, textarea, [role="region"], dialog, nav, aside');
  return [...pictures, ...controls.filter((control) => nameOf(control) === '')].map(
    (element) => `no name: ${what(element)}`,
  );
}

function nameOf(element) {
  const labelledBy = (element.getAttribute('aria-labelledby') ?? '').split(' ');
  const names = [
    element.getAttribute('aria-label') ?? '',
    ...labelledBy.map((id) => document.getElementById(id)?.textContent ?? ''),
    ...[...(element.labels ?? [])].map((label) => label.textContent),
    element.matches('input, select, textarea') ? '' : element.textContent,
  ];
  return names.join('').trim();
}

function badTables() {
  return visible('table').flatMap((table) => [
    ...(table.querySelector('caption') ? [] : ['a table without a caption']),
    ...(table.querySelector('th:not([scope])') ? ['a table head without a scope'] : []),
  ]);
}

function badStructure() {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const counts = ['main', 'h1'].map((tag) => [tag, document.querySelectorAll(tag).length]);
  return [
    ...twice.map((id) => `two elements of the id ${id}`),
    ...counts.filter(([, count]) => count !== 1).map(([tag, count]) => `${count} of <${tag}>`),
  ];
}

/** Text whose contrast, worked out from the computed colours, is under 4.5 (3 where it is large). */
function faintText() {
  const exempt = '[disabled], [aria-busy="true"], .visually-hidden, .skip, noscript';
  return visible('body *')
    .filter((element) => holdsText(element) && !element.closest(exempt))
    .flatMap((element) => {
      const ratio = contrast(element);
      return ratio < leastContrast(element) ? [`contrast ${ratio.toFixed(2)}: ${what(element)}`] : [];
    });
}

function holdsText(element) {
  return [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
}

function leastContrast(element) {
  const { fontSize, fontWeight } = getComputedStyle(element);
  const size = Number.parseFloat(fontSize);
  return size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
}

function contrast(element) {
  const ground = groundOf(element);
  const ink = over(channels(getComputedStyle(element).color), ground);
  const [darker, lighter] = [luminance(ink), luminance(ground)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour behind `element`: its own ground over its parent's, and so on. */
function groundOf(element) {
  if (!element) return [255, 255, 255, 1];
  const own = channels(getComputedStyle(element).backgroundColor);
  return own[3] === 1 ? own : over(own, groundOf(element.parentElement));
}

const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** Any CSS colour as red, green, blue (0 to 255) and alpha (0 to 1). */
function channels(colour) {
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

function over(top, under) {
  const mixed = [0, 1, 2].map((index) => top[index] * top[3] + under[index] * (1 - top[3]));
  return [...mixed, 1];
}

/** Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
