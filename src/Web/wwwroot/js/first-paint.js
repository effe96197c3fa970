// A classic script in the head, before any style applies: the stored theme, else the person's setting, else the system's.
(function (root) {
  let theme = root.dataset.themeSetting || 'system';
  try { theme = localStorage.getItem('theme') || theme; } catch { /* no storage: the setting stands */ }
  if (theme === 'system') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.dataset.theme = theme;
  root.classList.add('js');
})(document.documentElement);
