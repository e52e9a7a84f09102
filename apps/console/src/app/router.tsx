import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Unfound } from './unfound.js';
import { Shell } from './shell.js';

/** What a list is filtered by is in its address, so that it can be sent to a colleague. Never a person's number or name. */
const filters =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Record<string, unknown>): { readonly [key in Name]?: string } => {
    const kept: { [key in Name]?: string } = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' || typeof value === 'number') kept[name] = String(value);
    }
    return kept;
  };

const root = createRootRoute({ component: Shell, notFoundComponent: Unfound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../screens/home.js'), 'Home'),
});
const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  component: lazyRouteComponent(() => import('../screens/search.js'), 'Search'),
});
const certificates = createRoute({
  getParentRoute: () => root,
  path: '/certificates',
  validateSearch: filters('partner_id', 'insurer_id', 'product_id', 'status', 'created_from', 'created_to'),
  component: lazyRouteComponent(() => import('../screens/certificates.js'), 'Certificates'),
});
const certificate = createRoute({
  getParentRoute: () => root,
  path: '/certificates/$id',
  component: lazyRouteComponent(() => import('../screens/certificate.js'), 'CertificateScreen'),
});
const cancellation = createRoute({
  getParentRoute: () => root,
  path: '/certificates/$id/cancel',
  component: lazyRouteComponent(() => import('../screens/cancellation.js'), 'Cancellation'),
});
const refusals = createRoute({
  getParentRoute: () => root,
  path: '/refusals',
  validateSearch: filters('partner_id', 'days'),
  component: lazyRouteComponent(() => import('../screens/refusals.js'), 'Refusals'),
});
const refusalList = createRoute({
  getParentRoute: () => root,
  path: '/refusals/list',
  validateSearch: filters('partner_id', 'code', 'operation', 'days'),
  component: lazyRouteComponent(() => import('../screens/refusal-list.js'), 'RefusalListScreen'),
});
const refusal = createRoute({
  getParentRoute: () => root,
  path: '/refusals/$reference',
  component: lazyRouteComponent(() => import('../screens/refusal.js'), 'RefusalScreen'),
});
const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  validateSearch: filters('partner_id'),
  component: lazyRouteComponent(() => import('../screens/webhooks.js'), 'Webhooks'),
});
const endpoint = createRoute({
  getParentRoute: () => root,
  path: '/webhooks/$id',
  validateSearch: filters('status', 'type', 'subject', 'answer'),
  component: lazyRouteComponent(() => import('../screens/endpoint.js'), 'EndpointScreen'),
});
const delivery = createRoute({
  getParentRoute: () => root,
  path: '/webhooks/$id/deliveries/$eventId',
  component: lazyRouteComponent(() => import('../screens/delivery.js'), 'DeliveryScreen'),
});
const underwriting = createRoute({
  getParentRoute: () => root,
  path: '/underwriting',
  validateSearch: filters('state', 'page', 'expires_before'),
  component: lazyRouteComponent(() => import('../screens/underwriting.js'), 'Underwriting'),
});
const quotation = createRoute({
  getParentRoute: () => root,
  path: '/underwriting/$id',
  component: lazyRouteComponent(() => import('../screens/quotation.js'), 'QuotationScreen'),
});
const questions = createRoute({
  getParentRoute: () => root,
  path: '/insurer-questions',
  validateSearch: filters('insurer_id'),
  component: lazyRouteComponent(() => import('../screens/insurer-questions.js'), 'InsurerQuestions'),
});
const bordereaux = createRoute({
  getParentRoute: () => root,
  path: '/bordereaux',
  validateSearch: filters('insurer_id', 'month'),
  component: lazyRouteComponent(() => import('../screens/bordereaux.js'), 'Bordereaux'),
});
const agency = createRoute({
  getParentRoute: () => root,
  path: '/agency',
  validateSearch: filters('account_id', 'broker_id', 'insurer_id', 'agency_number', 'active'),
  component: lazyRouteComponent(() => import('../screens/agency.js'), 'Agency'),
});
const agencyImport = createRoute({
  getParentRoute: () => root,
  path: '/agency/import',
  validateSearch: filters('account_id', 'broker_id'),
  component: lazyRouteComponent(() => import('../screens/agency-import.js'), 'AgencyImport'),
});
const programme = createRoute({
  getParentRoute: () => root,
  path: '/programme',
  component: lazyRouteComponent(() => import('../screens/programme.js'), 'Programme'),
});
const partners = createRoute({
  getParentRoute: () => root,
  path: '/partners',
  component: lazyRouteComponent(() => import('../screens/partners.js'), 'Partners'),
});
const partner = createRoute({
  getParentRoute: () => root,
  path: '/partners/$id',
  component: lazyRouteComponent(() => import('../screens/partner.js'), 'PartnerScreen'),
});
const products = createRoute({
  getParentRoute: () => root,
  path: '/products',
  validateSearch: filters('insurer_id'),
  component: lazyRouteComponent(() => import('../screens/products.js'), 'Products'),
});
const product = createRoute({
  getParentRoute: () => root,
  path: '/products/$id/$version',
  component: lazyRouteComponent(() => import('../screens/product.js'), 'ProductScreen'),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: filters('problem'),
  component: lazyRouteComponent(() => import('../screens/home.js'), 'Home'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: filters('subject', 'actor', 'action', 'from', 'to'),
  component: lazyRouteComponent(() => import('../screens/audit.js'), 'Audit'),
});
const dataSubjects = createRoute({
  getParentRoute: () => root,
  path: '/data-subjects',
  component: lazyRouteComponent(() => import('../screens/data-subjects.js'), 'DataSubjects'),
});
const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  component: lazyRouteComponent(() => import('../screens/users.js'), 'Users'),
});
const keys = createRoute({
  getParentRoute: () => root,
  path: '/keys',
  component: lazyRouteComponent(() => import('../screens/keys.js'), 'Keys'),
});
const clock = createRoute({
  getParentRoute: () => root,
  path: '/clock',
  component: lazyRouteComponent(() => import('../screens/clock.js'), 'ClockScreen'),
});
const portal = createRoute({
  getParentRoute: () => root,
  path: '/portal',
  component: lazyRouteComponent(() => import('../screens/portal.js'), 'Portal'),
});

const routeTree = root.addChildren([
  home,
  search,
  certificates,
  certificate,
  cancellation,
  refusals,
  refusalList,
  refusal,
  webhooks,
  endpoint,
  delivery,
  underwriting,
  quotation,
  questions,
  bordereaux,
  agency,
  agencyImport,
  programme,
  partners,
  partner,
  products,
  product,
  signIn,
  audit,
  dataSubjects,
  users,
  keys,
  clock,
  portal,
]);

export const router = createRouter({ routeTree, basepath: '/console', defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
