// What a page of the customer portal needs: no palette, no single-letter keys.
import './composer.js';
import { start as startCountdowns } from './countdown.js';
import { start as startFiles } from './files.js';
import { start as startLive } from './live.js';
import { start as startOverlays } from './overlay.js';
import { start as startTheme } from './theme.js';

startTheme();
startOverlays();
startLive();
startFiles();
startCountdowns();
