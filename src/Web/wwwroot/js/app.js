// Everything a page of the tool needs; each module stands alone and finds its own elements.
import { start as startAlarms } from './alarms.js';
import './composer.js';
import { start as startCountdowns } from './countdown.js';
import { start as startKeys } from './keys.js';
import { start as startLive } from './live.js';
import { start as startOverlays } from './overlay.js';
import { start as startPalette } from './palette.js';
import { start as startTables } from './table.js';
import { start as startTheme } from './theme.js';
import { start as startWaiting } from './waiting.js';

startTheme();
startWaiting();
startOverlays();
startLive();
startCountdowns();
startKeys();
startPalette();
startTables();
startAlarms();

// Few pages take files, and a pane that is fetched later may be the first.
const takeFiles = () => { if (document.querySelector('input[data-files]')) void import('./files.js'); };
takeFiles();
document.addEventListener('banzhang:morphed', takeFiles);
