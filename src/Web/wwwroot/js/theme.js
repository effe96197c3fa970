// Light, dark, or what the system says. The choice is kept here and, for the first paint, read by first-paint.js.

/** @param {string} theme */
function apply(theme) {
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

export function start() {
  document.addEventListener('click', e => {
    if (!(e.target instanceof Element) || !e.target.closest('[data-theme-switch]')) return;
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('theme', next); } catch { /* private mode: the choice lasts for this page */ }
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
    apply(next);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    let chosen = null;
    try { chosen = localStorage.getItem('theme'); } catch { /* nothing chosen */ }
    if (!chosen || chosen === 'system') apply('system');
  });
}
