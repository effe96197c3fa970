// Native popovers and dialogs, placed: a popover stands under its button and stays inside the window.

const GAP = 4;

/** @param {HTMLElement} popover */
function place(popover) {
  const opener = document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`);
  if (!opener) return;
  const from = opener.getBoundingClientRect();
  const box = popover.getBoundingClientRect();
  const below = from.bottom + GAP + box.height <= innerHeight || from.top < box.height;
  const left = from.left + box.width <= innerWidth - 8 ? from.left : from.right - box.width;
  popover.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
  popover.style.top = `${below ? from.bottom + GAP : from.top - GAP - box.height}px`;
}

/** @param {KeyboardEvent} e @param {Element} menu */
function walk(e, menu) {
  const items = [...menu.querySelectorAll('[role^="menuitem"]')].filter(i => i instanceof HTMLElement && i.checkVisibility());
  const at = items.findIndex(i => i === document.activeElement);
  const next = e.key === 'ArrowDown' ? at + 1 : e.key === 'ArrowUp' ? at - 1 : e.key === 'Home' ? 0 : e.key === 'End' ? items.length - 1 : null;
  if (next === null || items.length === 0) return;
  e.preventDefault();
  const item = items[(next + items.length) % items.length];
  if (item instanceof HTMLElement) item.focus();
}

export function start() {
  // toggle does not bubble; in the capture phase it still passes here.
  document.addEventListener('toggle', e => {
    const popover = e.target;
    if (!(popover instanceof HTMLElement) || !popover.hasAttribute('popover')) return;
    const open = /** @type {ToggleEvent} */ (e).newState === 'open';
    document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`)?.setAttribute('aria-expanded', String(open));
    if (!open) return;
    place(popover);
    const first = popover.querySelector('[role^="menuitem"]');
    if (first instanceof HTMLElement) first.focus();
  }, true);
  document.addEventListener('keydown', e => {
    const menu = e.target instanceof Element ? e.target.closest('[role="menu"]') : null;
    if (menu) walk(e, menu);
  });
  if (!('commandForElement' in HTMLButtonElement.prototype)) document.addEventListener('click', commandShim);
}

/** Browsers without the command attribute. @param {Event} e */
function commandShim(e) {
  const button = e.target instanceof Element ? e.target.closest('button[commandfor]') : null;
  const dialog = button ? document.getElementById(button.getAttribute('commandfor') ?? '') : null;
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (button?.getAttribute('command') === 'show-modal') dialog.showModal();
  else dialog.close();
}
