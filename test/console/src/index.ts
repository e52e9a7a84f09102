export { browser, operatorAt, personAt, problemsOfPages, signIn, type Credentials, type Person } from './browser.js';
export { userOf } from './people.js';
export { languages, sentencesOf, type Language, type Say } from './sentences.js';
