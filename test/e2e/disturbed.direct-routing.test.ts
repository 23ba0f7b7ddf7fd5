import { disturb } from './disturb';

disturb('direct-routing');
