import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import { messagesOf, type Messages } from '../messages/messages.js';
import { usePreferences } from './preferences.js';
import { queries } from './queries.js';
import { router } from './router.js';

export const App = (): ReactNode => (
  <QueryClientProvider client={queries}>
    <InLanguage>
      <RouterProvider router={router} />
    </InLanguage>
  </QueryClientProvider>
);

/** Only the language that is shown is loaded. */
function InLanguage({ children }: { readonly children: ReactNode }): ReactNode {
  const { language, zone } = usePreferences();
  const [loaded, setLoaded] = useState<{ readonly language: string; readonly messages: Messages } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void messagesOf(language).then((messages) => {
      if (isWanted) setLoaded({ language, messages });
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  if (loaded === null) return null;
  return (
    <IntlProvider locale={loaded.language} messages={loaded.messages} timeZone={zone}>
      {children}
    </IntlProvider>
  );
}
