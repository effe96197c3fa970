// What waits for the line: kept in this browser, for one person, in the order in which it was written.

const MOST = 20;
const MOST_CHARACTERS = 20_000;

/**
 * An answer or a note that could not be sent yet.
 * @typedef {{ key: string, url: string, fields: [string, string][], text: string, at: number, why?: string }} Waiting
 * `why` is the refusal, as the server wrote it: the text then waits for the person instead of the line.
 */

const store = () => `banzhang.waiting ${document.body.dataset.user ?? ''}`;

/** @returns {Waiting[]} */
export function all() {
  try { return JSON.parse(localStorage.getItem(store()) ?? '[]'); } catch { return []; }
}

/** @param {Waiting[]} entries @returns {boolean} false when the browser has no room */
function keep(entries) {
  try {
    if (entries.length === 0) localStorage.removeItem(store());
    else localStorage.setItem(store(), JSON.stringify(entries));
    return true;
  } catch { return false; }
}

/** @param {FormData | URLSearchParams} body @returns {[string, string][]} without the token, which may be another one by then */
export const fieldsOf = body => [...body].filter(([name, v]) => typeof v === 'string' && name !== '__RequestVerificationToken').map(([name, v]) => [name, String(v)]);

/** @param {Waiting} entry @returns {boolean} false when there is no room for it */
export function add(entry) {
  const entries = all();
  return entries.length < MOST && entry.text.length <= MOST_CHARACTERS && keep([...entries, entry]);
}

/** @param {string} key @param {string} [why] without one it is done */
export function change(key, why) {
  keep(all().flatMap(e => e.key !== key ? [e] : why === undefined ? [] : [{ ...e, why }]));
}

/** What waits behind it was written knowing it: it is based on what it made. @param {Waiting} sent @param {string | null} made the version of the ticket then */
export function follow(sent, made) {
  const based = sent.fields.findLast(([name]) => name === 'Version')?.[1];
  if (!made || !based) return;
  keep(all().map(e => e.url !== sent.url ? e : { ...e, fields: e.fields.map(([name, v]) => [name, name === 'Version' && v === based ? made : v]) }));
}

/** It belongs to the person, not to the machine. */
export const forget = () => keep([]);

/** Another tab changed it. @param {StorageEvent} e */
export const isAbout = e => e.key === store();
