// What a page of the customer portal needs: no palette, no single-letter keys.
import './composer.js';
import { start as startCountdowns } from './countdown.js';
import { start as startLive } from './live.js';
import { start as startOverlays } from './overlay.js';
import { start as startTheme } from './theme.js';

startTheme();
startOverlays();
startLive();
startCountdowns();

// Few pages take files, and a pane that is fetched later may be the first.
const takeFiles = () => { if (document.querySelector('input[data-files]')) void import('./files.js'); };
takeFiles();
document.addEventListener('banzhang:morphed', takeFiles);
