// Runs before the page is drawn, so that a chosen scheme does not flash. A classic script, not a module.
(() => {
  const chosen = localStorage.getItem('walker-scheme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.scheme = chosen;
})();
