import { loadConfig } from '../src/config';
import type { Platform, TenantModel } from '../src/resources/tenant-model';

/** The sites of the sample configuration, which the simulated tenant has too. */
export function sampleModel(platform: Platform): TenantModel {
  return loadConfig({ PLATFORM: platform }).model;
}
