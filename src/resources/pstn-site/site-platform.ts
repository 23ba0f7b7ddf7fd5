import type { Sentence } from '../../sentence';
import type { Patch, State } from '../facts';
import type { Resource } from '../resource';

/** What makes a site: the FQDN of its Access Edge (cloud-connector) or of its SBC (direct-routing). */
export interface SiteWish {
  fqdn: string;
}

export interface SitePlatform extends Pick<Resource<SiteWish>, 'read' | 'express' | 'plan' | 'reads' | 'describe'> {
  warns(before: State, goal: Patch): Sentence[];
}
