import { playAll } from './play';

playAll('cloud-connector');
