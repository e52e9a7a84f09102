import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { presentPreferences } from './app/preferences.js';
import { router } from './app/router.js';
import { beginSession } from './app/session.js';
import { messagesOf } from './messages/messages.js';
import './ui/theme.css';
import './ui/layout.css';
import './ui/parts.css';

// All at once: each would wait until what comes before it is drawn. What fails here is asked for again there.
void messagesOf(presentPreferences().language).catch(() => undefined);
void beginSession();
void router.load().catch(() => undefined);

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
