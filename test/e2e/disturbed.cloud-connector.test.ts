import { disturb } from './disturb';

disturb('cloud-connector');
