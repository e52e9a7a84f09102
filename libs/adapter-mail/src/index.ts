export { alertsByMail, type MailAlerts, type MailSettings } from './alerts-by-mail.js';
