import { siteFqdn } from '../fields/host-name';
import { pstnSite } from '../fields/site';
import type { SiteWish } from '../resources/pstn-site/site-platform';
import { defineOperation } from './operation';

/** Makes a site of the configuration in the tenant, or gives it another Edge. */
export const addSite = defineOperation({
  id: 'add-site',
  resource: 'pstn-site',
  fields: { site: pstnSite, fqdn: siteFqdn },
  about: 'site',
  wanted: (_now, { fqdn: { fqdn } }): SiteWish => ({ fqdn }),
});
