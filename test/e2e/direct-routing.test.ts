import { playAll } from './play';

playAll('direct-routing');
