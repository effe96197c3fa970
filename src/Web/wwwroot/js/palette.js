// Ctrl or Cmd + K: commands of this page, filtered here, and what the server finds, asked for as one types.

const WAIT_MS = 120;

export function start() {
  const dialog = document.getElementById('palette');
  const field = dialog?.querySelector('input');
  const found = dialog?.querySelector('[data-found]');
  if (!(dialog instanceof HTMLDialogElement) || !(field instanceof HTMLInputElement) || !(found instanceof HTMLElement)) return;
  let timer = 0;
  /** @type {AbortController | null} */
  let asking = null;
  let serial = 0;

  const options = () => [...dialog.querySelectorAll('.opt')].filter(o => o instanceof HTMLElement && !o.hidden);

  /** @param {number} at */
  const mark = at => {
    const all = options();
    for (const o of dialog.querySelectorAll('.opt.on')) { o.classList.remove('on'); o.setAttribute('aria-selected', 'false'); }
    const chosen = all[(at + all.length) % all.length];
    if (!(chosen instanceof HTMLElement)) { field.removeAttribute('aria-activedescendant'); return; }
    chosen.id ||= `palette-option-${++serial}`;
    chosen.classList.add('on');
    chosen.setAttribute('aria-selected', 'true');
    chosen.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', chosen.id);
  };

  const filter = () => {
    const wanted = field.value.trim().toLowerCase();
    for (const o of dialog.querySelectorAll('[data-commands] .opt')) {
      if (o instanceof HTMLElement) o.hidden = wanted !== '' && !(o.textContent ?? '').toLowerCase().includes(wanted);
    }
    for (const g of dialog.querySelectorAll('[data-commands]')) {
      if (g instanceof HTMLElement) g.hidden = !g.querySelector('.opt:not([hidden])');
    }
    mark(0);
  };

  const ask = async () => {
    asking?.abort();
    const wanted = field.value.trim();
    if (wanted === '') { found.replaceChildren(); mark(0); return; }
    asking = new AbortController();
    try {
      const answer = await fetch(`/search/suggest?q=${encodeURIComponent(wanted)}`, { headers: { Accept: 'text/html' }, signal: asking.signal });
      if (!answer.ok) return;
      found.innerHTML = await answer.text();
      mark(0);
    } catch { /* given up for a newer question, or offline: the commands of the page remain */ }
  };

  const open = () => { if (!dialog.open) dialog.showModal(); field.select(); filter(); };

  field.addEventListener('input', () => { filter(); clearTimeout(timer); timer = setTimeout(() => void ask(), WAIT_MS); });
  field.addEventListener('keydown', e => {
    if (e.isComposing) return;
    const all = options();
    const at = all.findIndex(o => o.classList.contains('on'));
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); mark(at + (e.key === 'ArrowDown' ? 1 : -1)); return; }
    if (e.key !== 'Enter') return;
    e.preventDefault();
    const chosen = all[at];
    if (!(chosen instanceof HTMLElement)) return;
    if ((e.ctrlKey || e.metaKey) && chosen instanceof HTMLAnchorElement) { window.open(chosen.href, '_blank'); return; }
    dialog.close();
    chosen.click();
  });
  dialog.addEventListener('click', e => { if (e.target === dialog) dialog.close(); });
  document.addEventListener('click', e => { if (e.target instanceof Element && e.target.closest('[data-palette]')) { e.preventDefault(); open(); } });
  document.addEventListener('keydown', e => {
    if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === 'k' && !e.isComposing) { e.preventDefault(); open(); }
  });
}
